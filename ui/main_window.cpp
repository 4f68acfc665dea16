// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/base/accessible_controls.h"
#include "ui/base/controls.h"
#include "ui/base/elided_label.h"
#include "ui/base/wheel_guard.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/work_line.h"
#include "ui/theme/icons.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDataStream>
#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <initializer_list>
#include <utility>
#include <vector>

namespace leitmotif {
namespace {

constexpr int kNoticeMilliseconds = 8000;
constexpr int kUndoMilliseconds = 30'000;
constexpr quint32 kLayoutVersion = 1;

QStringList localFiles(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

/// Files from outside, to be copied whatever was proposed: after a move, who dragged them would
/// delete them. A take that is dragged out of this window is no file to open.
bool acceptCopy(QDropEvent& event) {
    const bool isGood = event.source() == nullptr && !localFiles(event.mimeData()).isEmpty() &&
                        event.possibleActions().testFlag(Qt::CopyAction);
    event.setAccepted(isGood);
    if (isGood)
        event.setDropAction(Qt::CopyAction);
    return isGood;
}

} // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {
    installAccessibleControls();
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockNestingEnabled(false);
    setContextMenuPolicy(Qt::NoContextMenu);
    new WheelGuard(this); // first: it looks at boxes as they are made
    buildPanels();
    buildMenus();
    connectPanels();
    for (QAbstractItemView* list : findChildren<QAbstractItemView*>())
        if (list->window() == this) // not those that drop down
            list->installEventFilter(this);
    m_dropHint = roleLabel(this, tr("Drop to open"), "drop", "dropHint");
    m_dropHint->setAlignment(Qt::AlignCenter);
    m_dropHint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_dropHint->hide();
    resize(1280, 800);
    setEditorEmpty(true);
    updateTitle();
}

void MainWindow::buildPanels() {
    m_source = new SourcePanel;
    m_train = new TrainPanel;
    m_plot = new LossPlot;
    m_latent = new LatentView;
    m_plots = new QStackedWidget;
    m_plots->addWidget(m_plot);
    m_plots->addWidget(m_latent);
    m_takes = new TakesPanel;
    m_compare = new CompareView;
    m_transport = new TransportBar;
    m_settings = new SettingsDialog(this);
    m_editor = buildEditorSlot();
    const auto splitter = [](Qt::Orientation orientation, const char* name,
                             std::initializer_list<QWidget*> parts) {
        auto* result = new QSplitter(orientation);
        result->setObjectName(QLatin1String(name));
        result->setHandleWidth(kGap);
        result->setChildrenCollapsible(false);
        for (QWidget* part : parts)
            result->addWidget(part);
        return result;
    };
    m_left = splitter(Qt::Vertical, "leftSplitter", {m_source, m_train});
    m_centre = splitter(Qt::Vertical, "centreSplitter", {m_plots, m_editor, m_compare});
    m_columns = splitter(Qt::Horizontal, "columnSplitter", {m_left, m_centre, m_takes});
    // Settings and runs need the height more than a list of few tracks.
    m_left->setStretchFactor(0, 1);
    m_left->setStretchFactor(1, 3);
    m_centre->setStretchFactor(0, 2);
    m_centre->setStretchFactor(1, 3);
    m_centre->setStretchFactor(2, 3);
    for (int column = 0; column < 3; ++column)
        m_columns->setStretchFactor(column, column == 1 ? 8 : 1);
    const int letter = fontMetrics().averageCharWidth();
    // A splitter takes its limits from what is in it: the least from the words there.
    for (QWidget* part : {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_train)})
        part->setMaximumWidth(letter * 66);
    m_takes->setMaximumWidth(letter * 60);
    m_compare->hide();
    m_plots->setMinimumHeight(180);
    m_editor->setMinimumHeight(200);
    m_columns->setSizes({letter * 52, 1264 - letter * 96, letter * 44});
    m_left->setSizes({264, 426});
    m_centre->setSizes({280, 420, 420});

    auto* middle = new QWidget;
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(kGap, kSmallGap, kGap, kGap);
    middleColumn->setSpacing(kGap);
    buildBars(middleColumn);
    middleColumn->addWidget(m_columns, 1);
    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(middle, 1);
    column->addWidget(m_transport);
    setCentralWidget(all);
    statusBar()->setObjectName(QStringLiteral("statusBar"));
    statusBar()->setSizeGripEnabled(false);
    m_standing = new ElidedLabel;
    setRole(*m_standing, "muted", "standingWords");
    m_standing->setContentsMargins(kSmallGap, 0, 0, 0);
    statusBar()->addWidget(m_standing, 1);
    m_work = new WorkLine;
    statusBar()->addPermanentWidget(m_work);
}

QFrame* MainWindow::buildEditorSlot() {
    auto* frame = new QFrame;
    frame->setObjectName(QStringLiteral("editorPanel"));
    frame->setProperty("role", QStringLiteral("panel"));
    m_editorTitle = new ElidedLabel(frame);
    m_editorTitle->setText(tr("Editor"));
    m_editorTitle->setObjectName(QStringLiteral("editorTitle"));
    makeHeading(*m_editorTitle);
    m_editorTitleRow = new QHBoxLayout;
    m_editorTitleRow->addWidget(m_editorTitle, 1);
    // Its own row, as the tools below need the whole width of a small window.
    m_editorTop = new QHBoxLayout;
    m_editorTop->setSpacing(kGap);
    QLabel* empty = roleLabel(frame,
                              tr("Nothing to edit yet. Open a MIDI file, or open a take "
                                 "here once the model has made one."),
                              "muted", "editorEmpty");
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(3 * kGap);
    m_editorPages = new QStackedWidget(frame);
    m_editorPages->addWidget(empty);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(kPanelMargin, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addLayout(m_editorTitleRow);
    column->addLayout(m_editorTop);
    column->addWidget(m_editorPages, 1);
    return frame;
}

void MainWindow::buildBars(QVBoxLayout* column) {
    m_errorBar = new NoticeBar(QStringLiteral("error"));
    m_errorBar->setProperty("tone", QStringLiteral("danger"));
    m_undoBar = new NoticeBar(QStringLiteral("undo"));
    m_undoBar->setLifetime(kUndoMilliseconds);
    column->addWidget(m_errorBar);
    column->addWidget(m_undoBar);
}

void MainWindow::connectPanels() {
    connect(m_source, &SourcePanel::openDialogRequested, this, &MainWindow::showOpenDialog);
    connect(m_source, &SourcePanel::openFileRequested, this,
            [this](const QString& path) { emit openRequested({path}); });
    connect(m_transport, &TransportBar::soundFontDialogRequested, this,
            &MainWindow::showSoundFontDialog);
    connect(m_transport, &TransportBar::settingsRequested, this, &MainWindow::showSettings);
    connect(m_plot, &LossPlot::mapRequested, this, [this] { m_plots->setCurrentWidget(m_latent); });
    connect(m_latent, &LatentView::lossesRequested, this,
            [this] { m_plots->setCurrentWidget(m_plot); });
    // One switch in two places.
    connect(m_takes, &TakesPanel::playsNewTakesChanged, this, [this](bool plays) {
        Settings settings = m_settings->settings();
        settings.playsNewTakes = plays;
        m_settings->change(settings);
    });
    connect(m_settings, &SettingsDialog::settingsChanged, this, [this](const Settings& settings) {
        m_takes->setPlaysNewTakes(settings.playsNewTakes);
        updateThemeActions();
    });
}

void MainWindow::setEditor(QWidget* toolbar, QWidget* roll, QWidget* besideTitle) {
    if (besideTitle != nullptr)
        m_editorTitleRow->addWidget(besideTitle);
    m_editorTop->addWidget(toolbar);
    m_editorPages->addWidget(roll);
    m_editorPages->setCurrentWidget(roll);
    showStanding();
}

void MainWindow::setComparing(bool isComparing) {
    const bool hadFocus = m_compare->hasFocus() || m_compare->isAncestorOf(focusWidget());
    m_compare->setVisible(isComparing);
    m_editor->setVisible(!isComparing);
    showStanding();
    if (isComparing)
        m_compare->setFocus();
    else if (hadFocus)
        focusEditor();
}

void MainWindow::focusEditor() {
    if (m_editor->isVisibleTo(this))
        m_editorPages->currentWidget()->setFocus();
    else
        setFocus(); // nothing that Space would press
}

bool MainWindow::isComparing() const {
    return m_compare->isVisibleTo(this);
}

QWidget* MainWindow::controlIn(const QWidget& panel) const {
    const auto canFocus = [this](const QWidget* widget) {
        return widget->isEnabled() && widget->isVisibleTo(this) &&
               (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    };
    if (QWidget* last = panel.focusWidget(); last != nullptr && canFocus(last))
        return last; // where one was
    if (&panel == m_editor && m_editorPages->currentIndex() > 0)
        return m_editorPages->currentWidget();
    for (QWidget* widget = panel.nextInFocusChain(); widget != &panel;
         widget = widget->nextInFocusChain())
        if (panel.isAncestorOf(widget) && canFocus(widget))
            return widget;
    return nullptr;
}

void MainWindow::goToPanel(int step) {
    std::vector<std::pair<const QWidget*, QWidget*>> panels; // with what gets the focus there
    for (const QWidget* panel : std::initializer_list<const QWidget*>{
             m_source, m_train, m_plots, m_editor, m_compare, m_takes, m_transport})
        if (QWidget* control = panel->isVisible() ? controlIn(*panel) : nullptr)
            panels.emplace_back(panel, control);
    if (panels.empty())
        return;
    const auto count = static_cast<int>(panels.size());
    int next = step > 0 ? 0 : count - 1;
    for (int i = 0; i < count; ++i)
        if (panels[static_cast<std::size_t>(i)].first->isAncestorOf(focusWidget()))
            next = (i + step + count) % count;
    panels[static_cast<std::size_t>(next)].second->setFocus(Qt::TabFocusReason);
}

void MainWindow::setHasLatentMap(bool hasMap) {
    m_plot->setHasMap(hasMap);
    if (!hasMap)
        m_plots->setCurrentWidget(m_plot);
}

void MainWindow::setEditorTitle(const QString& title) {
    m_scoreName = title;
    m_editorTitle->setText(title.isEmpty() ? tr("Editor") : title);
    m_editorTitle->setToolTip(title);
}

void MainWindow::setEditorEmpty(bool isEmpty) {
    m_editorPages->setCurrentIndex(isEmpty || m_editorPages->count() < 2 ? 0 : 1);
    showStanding();
}

void MainWindow::setTheme(const Theme& theme) {
    m_theme = theme;
    applyTheme(*qApp, theme);
    m_source->setTheme(theme);
    m_train->setTheme(theme);
    m_plot->setTheme(theme);
    m_latent->setTheme(theme);
    m_takes->setTheme(theme);
    m_compare->setTheme(theme);
    m_transport->setTheme(theme);
    refreshIcons(*this, theme);
    updateThemeActions();
}

void MainWindow::setProject(const QString& name, bool isModified) {
    m_projectName = name;
    m_isModified = isModified;
    updateTitle();
}

void MainWindow::setReadOnly(bool isReadOnly) {
    m_isReadOnly = isReadOnly;
    m_saveAction->setEnabled(!isReadOnly);
    updateTitle();
}

void MainWindow::updateTitle() {
    const QString name = m_projectName.isEmpty() ? tr("Untitled") : m_projectName;
    const QString suffix = m_isReadOnly ? tr(" (read only)") : QString();
    // Qt puts the mark of modified work where [*] stands.
    setWindowTitle(QStringLiteral("%1%2[*] – Leitmotif").arg(name, suffix));
    setWindowModified(m_isModified);
}

void MainWindow::setStanding(const QString& words) {
    m_standingWords = words;
    showStanding();
}

void MainWindow::showStanding() {
    const bool isEditing = m_editorPages->currentIndex() > 0 && !isComparing();
    m_standing->setText(isEditing ? m_standingWords : tr("? shows all keys"));
}

void MainWindow::showNotice(const QString& sentence) {
    statusBar()->showMessage(sentence, kNoticeMilliseconds);
}

void MainWindow::showHint(const QString& words) {
    if (!words.isEmpty())
        statusBar()->showMessage(words);
    else
        statusBar()->clearMessage();
}

void MainWindow::showError(const QString& sentence, const QString& action,
                           std::function<void()> onAction) {
    m_errorBar->tell(sentence, action, std::move(onAction));
}

void MainWindow::clearError() {
    m_errorBar->dismiss();
}

void MainWindow::offerUndo(const QString& sentence, std::function<void()> onUndo,
                           std::function<void()> onGone) {
    m_undoBar->tell(sentence, tr("Undo"), std::move(onUndo), std::move(onGone));
}

void MainWindow::endUndo() {
    m_undoBar->dismiss();
}

QByteArray MainWindow::layoutState() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kLayoutVersion << saveGeometry() << m_columns->saveState() << m_left->saveState()
           << m_centre->saveState();
    return state;
}

void MainWindow::restoreLayout(const QByteArray& state) {
    QDataStream stream(state);
    quint32 version = 0;
    QByteArray geometry;
    QByteArray columns;
    QByteArray left;
    QByteArray centre;
    stream >> version >> geometry >> columns >> left >> centre;
    if (stream.status() != QDataStream::Ok || version != kLayoutVersion)
        return;
    restoreGeometry(geometry);
    m_columns->restoreState(columns);
    m_left->restoreState(left);
    m_centre->restoreState(centre);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_closeGuard && !m_closeGuard()) {
        event->ignore();
        return;
    }
    emit closing();
    event->accept();
}

bool MainWindow::hasUseForEscape() const {
    // The button is down: a gesture is to be cancelled first.
    return (m_errorBar->isVisible() || isComparing()) &&
           QApplication::mouseButtons() == Qt::NoButton;
}

bool MainWindow::event(QEvent* event) {
    // Before the shortcut of the editor, which deselects.
    if (event->type() == QEvent::ShortcutOverride && hasUseForEscape() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QMainWindow::event(event);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // A list would take any letter for the start of a name: these it passes on to keyPressEvent().
    const auto* list = qobject_cast<QAbstractItemView*>(watched);
    if (list == nullptr || event->type() != QEvent::KeyPress)
        return QMainWindow::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    const bool isTicking = list->currentIndex().data(Qt::CheckStateRole).isValid();
    const bool isOurs =
        press->modifiers() == Qt::NoModifier &&
        (press->key() == Qt::Key_Escape || (press->key() == Qt::Key_Space && !isTicking));
    if (isOurs)
        event->ignore();
    return isOurs;
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // Keys of playing act only if the focused control has no use for them, so that Space still
    // presses a button and Enter ends typing.
    const QWidget* focused = focusWidget();
    const bool isTyping = qobject_cast<const QLineEdit*>(focused) != nullptr ||
                          qobject_cast<const QAbstractSpinBox*>(focused) != nullptr ||
                          qobject_cast<const QComboBox*>(focused) != nullptr;
    // A list has used its Enter, but passes it on all the same.
    const bool isInList = qobject_cast<const QAbstractItemView*>(focused) != nullptr;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->text() == QLatin1String("?") && !isTyping)
        showShortcuts();
    else if (event->key() == Qt::Key_Escape && m_errorBar->isVisible())
        clearError();
    else if (event->key() == Qt::Key_Escape && isComparing())
        emit m_compare->closeRequested();
    else if (isTyping || modifiers != Qt::NoModifier)
        QMainWindow::keyPressEvent(event);
    else if (event->key() == Qt::Key_Space && m_transport->isPlaying())
        emit m_transport->pauseRequested();
    else if (event->key() == Qt::Key_Space)
        emit m_transport->playRequested();
    else if (!isInList && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        emit m_transport->stopRequested();
    else if (event->key() == Qt::Key_Home)
        emit m_transport->toStartRequested();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!acceptCopy(*event))
        return;
    m_dropHint->setGeometry(rect());
    m_dropHint->raise();
    m_dropHint->show();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
    acceptCopy(*event); // each movement proposes anew
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    m_dropHint->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
    m_dropHint->hide();
    if (acceptCopy(*event))
        emit openRequested(localFiles(event->mimeData()));
}

} // namespace leitmotif
