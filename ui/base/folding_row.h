// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QWidgetList>

#include <cstdint>
#include <vector>

namespace leitmotif {

/// A row that may be narrower than all that is in it: where room is short it hides parts that can
/// be done without, and shows another widget, such as a menu with their actions, instead of them.
class FoldingRow : public QHBoxLayout {
    Q_OBJECT

  public:
    explicit FoldingRow(QWidget* parent = nullptr) : QHBoxLayout(parent) {}

    /// What may be hidden, the first ones first; the widgets of one part go together. They are in
    /// the row, and from now on it alone shows and hides them. `standIn`, in the row too, is shown
    /// while any of them is hidden.
    void setFoldable(std::vector<QWidgetList> parts, QWidget* standIn = nullptr);
    /// How many parts are hidden.
    [[nodiscard]] std::size_t folded() const { return m_folded; }

    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

  private:
    enum class Need : std::uint8_t { Least, Wanted };
    [[nodiscard]] int widthOf(const QWidget& widget, Need need) const;
    [[nodiscard]] int widthOf(const QWidgetList& part, Need need) const;
    /// With so many parts hidden.
    [[nodiscard]] int width(std::size_t folded, Need need) const;
    void fold(std::size_t folded);

    std::vector<QWidgetList> m_parts;
    QWidget* m_standIn = nullptr;
    std::size_t m_folded = 0;
};

} // namespace leitmotif
