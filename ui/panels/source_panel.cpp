// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/source_panel.h"

#include "ui/base/controls.h"
#include "ui/base/whole_rows_scroll.h"
#include "ui/base/words.h"
#include "ui/base/wrapped_label.h"
#include "ui/panels/source_details.h"
#include "ui/theme/icons.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leitmotif {
namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kRowsShown = 3;

} // namespace

SourcePanel::SourcePanel(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("sourcePanel"));
    setProperty("role", QStringLiteral("panel"));
    m_openMenu = new QMenu(this);
    QAction* open =
        m_openMenu->addAction(tr("Open files…"), this, &SourcePanel::openDialogRequested);
    open->setObjectName(QStringLiteral("openFilesAction"));
    m_demoMenu = m_openMenu->addMenu(tr("Demo pieces"));
    m_recentMenu = m_openMenu->addMenu(tr("Recent files"));

    m_open = iconButton(this, "plus", "openMenuButton", tr("Open another file"));
    m_open->setMenu(m_openMenu);
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_remove =
        iconButton(this, "trash", "removeSourceButton", tr("Remove this file from the list"));
    connect(m_remove, &QToolButton::clicked, this, [this] {
        if (currentSource() != 0)
            emit removeRequested(currentSource());
    });
    m_revert = iconButton(this, "undo", "revertSourceButton", tr("Revert to original"));
    connect(m_revert, &QToolButton::clicked, this,
            [this] { emit revertRequested(currentSource()); });
    auto* bar = new QHBoxLayout;
    bar->setSpacing(kSmallGap);
    bar->addWidget(heading(this, tr("Learn from")));
    bar->addStretch(1);
    bar->addWidget(m_revert);
    bar->addWidget(m_remove);
    bar->addWidget(m_open);

    m_pages = new QStackedWidget(this);
    m_pages->addWidget(buildEmptyState());
    m_pages->addWidget(buildFiles());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kPanelMargin, kPanelMargin);
    column->setSpacing(kSmallGap);
    column->addLayout(bar);
    column->addWidget(m_pages, 1);
    fillMenus();
    rebuildList();
}

QWidget* SourcePanel::buildEmptyState() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addStretch(1);
    auto* text = new WrappedLabel(page);
    text->setText(tr("Drop a MIDI file anywhere in this window, or open one. The model learns from "
                     "its notes, on this machine."));
    setRole(*text, "muted", "sourceEmpty");
    text->setAlignment(Qt::AlignCenter);
    column->addWidget(text);
    auto* open = named(new QPushButton(tr("Open a MIDI file…"), page), "openFileButton",
                       tr("Open a MIDI file"));
    open->setProperty("role", QStringLiteral("primary"));
    setIconName(open, QStringLiteral("open"));
    connect(open, &QPushButton::clicked, this, &SourcePanel::openDialogRequested);
    auto* demo = named(new QPushButton(tr("Try a demo piece"), page), "demoPieceButton",
                       tr("Try a demo piece"));
    demo->setMenu(m_demoMenu);
    auto* recent =
        named(new QPushButton(tr("Recent files"), page), "recentFilesButton", tr("Recent files"));
    recent->setMenu(m_recentMenu);
    for (QPushButton* button : {open, demo, recent}) {
        button->setMinimumWidth(fontMetrics().averageCharWidth() * 30);
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    m_unsaved = new UnsavedList(page);
    connect(m_unsaved, &UnsavedList::openRequested, this, &SourcePanel::openFileRequested);
    connect(m_unsaved, &UnsavedList::discardRequested, this, &SourcePanel::discardRequested);
    column->addWidget(m_unsaved);
    column->addStretch(1);
    return page;
}

QWidget* SourcePanel::buildFiles() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    m_files = named(new QListWidget(page), "sourceList", tr("Opened files"));
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_files->setToolTip(tr("A click or Enter shows a file in the editor"));
    m_details = new SourceDetails(page);
    // In a low window it scrolls: nothing of it lies over anything else.
    auto* scroll = new WholeRowsScroll(page);
    scroll->setObjectName(QStringLiteral("sourceScroll"));
    scroll->setPage(
        m_details, [this] { return m_details->rows(); }, fontMetrics().height());
    connect(m_details, &SourceDetails::rowReached, scroll, [scroll](const QRect& place) {
        scroll->ensureVisible(0, place.center().y(), 0, place.height() / 2 + 1);
    });
    column->addWidget(m_files);
    column->addWidget(scroll, 1);
    connect(m_files, &QListWidget::currentRowChanged, this, [this] {
        showCurrent();
        emit currentSourceChanged(currentSource());
    });
    for (const auto signal : {&QListWidget::itemClicked, &QListWidget::itemActivated})
        connect(m_files, signal, this, [this](const QListWidgetItem* item) {
            emit sourceActivated(item->data(kIdRole).toLongLong());
        });
    connect(m_details, &SourceDetails::selectionChanged, this,
            [this](const CorpusSelection& selection) {
                const qint64 id = currentSource();
                for (SourceItem& source : m_sources) {
                    if (source.id == id)
                        source.selection = selection;
                }
                emit selectionChanged(id, selection);
            });
    connect(m_details, &SourceDetails::drumsRequested, this,
            [this](const TrackChoice& choice, bool areDrums) {
                emit drumsRequested(currentSource(), choice, areDrums);
            });
    return page;
}

void SourcePanel::setSources(std::vector<SourceItem> sources) {
    m_sources = std::move(sources);
    rebuildList();
}

void SourcePanel::setSource(SourceItem source) {
    const qint64 id = source.id;
    const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                    [id](const SourceItem& one) { return one.id == id; });
    const bool isNew = found == m_sources.end();
    if (isNew)
        m_sources.push_back(std::move(source));
    else
        *found = std::move(source);
    rebuildList();
    if (isNew)
        setCurrentSource(id);
}

void SourcePanel::removeSource(qint64 id) {
    std::erase_if(m_sources, [id](const SourceItem& one) { return one.id == id; });
    rebuildList();
}

qint64 SourcePanel::currentSource() const {
    const QListWidgetItem* item = m_files->currentItem();
    return item != nullptr ? item->data(kIdRole).toLongLong() : 0;
}

void SourcePanel::setCurrentSource(qint64 id) {
    for (int row = 0; row < m_files->count(); ++row) {
        if (m_files->item(row)->data(kIdRole).toLongLong() == id)
            m_files->setCurrentRow(row);
    }
}

void SourcePanel::rebuildList() {
    const qint64 before = currentSource();
    {
        const QSignalBlocker blocker(m_files);
        m_files->clear();
        for (const SourceItem& source : m_sources) {
            const QFileInfo file(QString::fromStdString(source.report.file));
            const bool isHeldOut = source.selection.role != PieceRole::Training;
            QString name = file.fileName();
            if (isHeldOut)
                name = tr("%1 (held out)").arg(name);
            if (source.isEdited)
                name = tr("%1 (edited)").arg(name);
            auto* item = new QListWidgetItem(name, m_files);
            item->setData(kIdRole, source.id);
            item->setToolTip(file.filePath());
        }
        const int rows = std::clamp<int>(m_files->count(), 1, kRowsShown);
        const int rowHeight = std::max(m_files->sizeHintForRow(0), fontMetrics().height() + 8);
        m_files->setFixedHeight(rows * rowHeight + 2 * m_files->frameWidth() + 2);
        m_files->setCurrentRow(m_files->count() > 0 ? 0 : -1);
        setCurrentSource(before);
    }
    m_pages->setCurrentIndex(m_sources.empty() ? 0 : 1);
    for (int page = 0; page < m_pages->count(); ++page) // none needs room while it is hidden
        m_pages->widget(page)->setSizePolicy(QSizePolicy::Preferred, page == m_pages->currentIndex()
                                                                         ? QSizePolicy::Preferred
                                                                         : QSizePolicy::Ignored);
    m_remove->setVisible(!m_sources.empty());
    m_open->setVisible(!m_sources.empty());
    showCurrent();
    if (currentSource() != before)
        emit currentSourceChanged(currentSource());
}

void SourcePanel::showCurrent() {
    const qint64 id = currentSource();
    m_revert->setVisible(false);
    for (const SourceItem& source : m_sources) {
        if (source.id != id)
            continue;
        m_details->setSource(source);
        m_revert->setVisible(source.isEdited);
    }
}

void SourcePanel::setDemoPieces(const QList<DemoChoice>& pieces) {
    m_demoPieces = pieces;
    fillMenus();
}

void SourcePanel::setRecentFiles(const QStringList& paths) {
    m_recentFiles = paths;
    fillMenus();
}

void SourcePanel::setUnsaved(const QList<UnsavedItem>& items) {
    m_unsaved->setItems(items);
}

void SourcePanel::fillMenus() {
    m_demoMenu->clear();
    for (const DemoChoice& piece : m_demoPieces) {
        const QString text = piece.composer.isEmpty()
                                 ? piece.title
                                 : QStringLiteral("%1: %2").arg(piece.composer, piece.title);
        m_demoMenu->addAction(text, this, [this, id = piece.id] { emit demoPieceRequested(id); });
    }
    m_recentMenu->clear();
    for (const QString& path : m_recentFiles) {
        QString text = QFileInfo(path).fileName();
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action =
            m_recentMenu->addAction(text, this, [this, path] { emit openFileRequested(path); });
        action->setToolTip(path);
    }
    m_demoMenu->menuAction()->setVisible(!m_demoPieces.isEmpty());
    m_recentMenu->menuAction()->setVisible(!m_recentFiles.isEmpty());
    for (QPushButton* button : findChildren<QPushButton*>()) {
        if (button->menu() != nullptr)
            button->setVisible(!button->menu()->isEmpty());
    }
}

void SourcePanel::setTheme(const Theme& theme) {
    m_details->setTheme(theme);
    refreshIcons(*this, theme);
    showCurrent();
}

} // namespace leitmotif
