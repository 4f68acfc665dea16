// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace leitmotif {

/// The place of the editor: its title, its tools and the piano roll, or a sentence while there is
/// nothing to edit. GUI thread.
class EditorSlot : public QFrame {
    Q_OBJECT

  public:
    explicit EditorSlot(QWidget* parent = nullptr);

    /// Takes ownership of all of them. Called once.
    void setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle);
    /// "Take of epoch 20"; empty: a word for whatever it is.
    void setTitle(const QString& title);
    void setEmpty(bool isEmpty);
    /// The editor is there and has something to edit.
    [[nodiscard]] bool isEditing() const;
    /// What gets the keys: the roll, or the sentence.
    [[nodiscard]] QWidget* page() const;

  private:
    QHBoxLayout* m_titleRow;
    QHBoxLayout* m_tools;
    QLabel* m_title;
    QStackedWidget* m_pages;
};

} // namespace leitmotif
