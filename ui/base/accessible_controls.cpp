// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/accessible_controls.h"

#include <QAccessibleWidget>
#include <QComboBox>
#include <QVariant>

namespace leitmotif {
namespace {

constexpr const char* kRoleProperty = "accessibleRole";

class AccessibleCombo : public QAccessibleWidget {
  public:
    explicit AccessibleCombo(QComboBox* box) : QAccessibleWidget(box, QAccessible::ComboBox) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? box().currentText() : QAccessibleWidget::text(kind);
    }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.expandable = true;
        state.hasPopup = true;
        state.expanded = isOpen();
        return state;
    }
    [[nodiscard]] QStringList actionNames() const override {
        return {showMenuAction(), pressAction()};
    }
    void doAction(const QString& name) override {
        if (name != showMenuAction() && name != pressAction())
            return;
        if (isOpen())
            box().hidePopup();
        else
            box().showPopup();
    }

  private:
    [[nodiscard]] QComboBox& box() const { return *static_cast<QComboBox*>(widget()); }
    [[nodiscard]] bool isOpen() const {
        const auto* list = box().findChild<QWidget*>(QStringLiteral("qt_scrollarea_viewport"));
        return list != nullptr && list->isVisible();
    }
};

QAccessibleInterface* accessibleOf(const QString& className, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    if (widget == nullptr)
        return nullptr;
    if (className == QLatin1String(QComboBox::staticMetaObject.className()))
        return new AccessibleCombo(static_cast<QComboBox*>(widget));
    const QVariant role = widget->property(kRoleProperty);
    return role.isValid() && className == QLatin1String(widget->metaObject()->className())
               ? new QAccessibleWidget(widget, static_cast<QAccessible::Role>(role.toInt()))
               : nullptr;
}

} // namespace

void installAccessibleControls() {
    QAccessible::installFactory(accessibleOf); // does nothing the second time
}

void setAccessibleRole(QWidget& widget, QAccessible::Role role) {
    widget.setProperty(kRoleProperty, static_cast<int>(role));
}

} // namespace leitmotif
