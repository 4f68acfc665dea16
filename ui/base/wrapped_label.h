// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace leitmotif {

/// Text over several lines, all of which have room: a layout may press an ordinary label down to
/// fewer than its words need at the width it has.
class WrappedLabel : public QLabel {
  public:
    explicit WrappedLabel(QWidget* parent = nullptr) : QLabel(parent) { setWordWrap(true); }

    [[nodiscard]] QSize minimumSizeHint() const override {
        const QSize least = QLabel::minimumSizeHint();
        return {least.width(), isVisible() ? heightForWidth(width()) : least.height()};
    }

  protected:
    void resizeEvent(QResizeEvent* event) override {
        QLabel::resizeEvent(event);
        updateGeometry();
    }
};

} // namespace leitmotif
