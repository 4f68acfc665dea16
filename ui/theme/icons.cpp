// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialogButtonBox>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QWidget>

namespace leitmotif {
namespace {

constexpr const char* kIconNameProperty = "iconName";

/// Paints one drawing in the colour of its state.
class TintedEngine : public QIconEngine {
  public:
    struct Colors {
        QColor normal;
        QColor disabled;
        QColor checked;
    };

    TintedEngine(QString name, const Colors& colors) : m_name(std::move(name)), m_colors(colors) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(isOpen, "themedIcon", qPrintable(m_name));
        if (isOpen)
            m_drawing = file.readAll();
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// `size` is in device pixels.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override {
        const QColor color = mode == QIcon::Disabled ? m_colors.disabled
                             : state == QIcon::On    ? m_colors.checked
                                                     : m_colors.normal;
        const QString key = QStringLiteral("leitmotif-icon/%1/%2/%3x%4")
                                .arg(m_name, color.name(QColor::HexArgb))
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            QByteArray drawing = m_drawing;
            drawing.replace("currentColor", color.name().toLatin1());
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setOpacity(color.alphaF());
            QSvgRenderer(drawing).render(&painter);
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("leitmotif"); }

  private:
    QString m_name;
    Colors m_colors;
    QByteArray m_drawing;
};

QIcon makeIcon(const QString& name, const TintedEngine::Colors& colors) {
    initResources();
    return QIcon(new TintedEngine(name, colors));
}

QColor faded(QColor color) {
    color.setAlphaF(0.4F);
    return color;
}

} // namespace

QIcon themedIcon(const QString& name, const Theme& theme) {
    return makeIcon(name, {theme.text, faded(theme.text), theme.accent});
}

void setIconName(QObject* object, const QString& name) {
    object->setProperty(kIconNameProperty, name);
}

void refreshIcons(QWidget& root, const Theme& theme) {
    const auto refresh = [&theme](auto* object) {
        const QString name = object->property(kIconNameProperty).toString();
        if (name.isEmpty())
            return;
        const bool isPrimary = object->property("role").toString() == QLatin1String("primary");
        object->setIcon(
            isPrimary ? makeIcon(name, {theme.accentText, faded(theme.text), theme.accentText})
                      : themedIcon(name, theme));
    };
    for (QAbstractButton* button : root.findChildren<QAbstractButton*>())
        refresh(button);
    // The style's own icons follow no theme.
    for (const QDialogButtonBox* box : root.findChildren<QDialogButtonBox*>())
        for (QAbstractButton* button : box->buttons())
            if (button->property(kIconNameProperty).toString().isEmpty())
                button->setIcon({});
    for (QAction* action : root.findChildren<QAction*>())
        refresh(action);
}

} // namespace leitmotif
