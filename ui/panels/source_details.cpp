// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/source_details.h"

#include "ui/base/controls.h"
#include "ui/base/whole_rows_list.h"
#include "ui/base/words.h"
#include "ui/panels/source_words.h"
#include "ui/panels/track_delegate.h"
#include "ui/theme/icons.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace leitmotif {
SourceDetails::SourceDetails(QWidget* parent) : QWidget(parent), m_theme(darkTheme()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    m_facts = roleLabel(this, {}, "muted", "sourceFacts");
    m_verdict = roleLabel(this, {}, "text", "sourceVerdict");
    for (QLabel* label : {m_facts, m_verdict}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    buildBeat(column);
    buildBars(column);
    buildTexts(column);
    m_findingsFold = named(new QToolButton(this), "findingsButton", tr("What was repaired"));
    m_findingsFold->setProperty("role", QStringLiteral("fold"));
    m_findingsFold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_findingsFold->setCheckable(true);
    m_findings = roleLabel(this, {}, "muted", "sourceFindings");
    m_findings->setWordWrap(true);
    m_findings->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_findingsScroll = named(new QScrollArea(this), "findingsScroll", tr("What was repaired"));
    m_findingsScroll->setWidget(m_findings);
    m_findingsScroll->setWidgetResizable(true);
    m_findingsScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findingsScroll->hide();
    column->addWidget(m_findingsFold);
    column->addWidget(m_findingsScroll, 1);
    connect(m_findingsFold, &QToolButton::toggled, this, [this](bool isOpen) {
        // In place of the tracks: there is room for one list.
        m_findingsScroll->setVisible(isOpen);
        m_tracks->setVisible(!isOpen);
        setIconName(m_findingsFold,
                    isOpen ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
        refreshIcons(*this, m_theme);
    });

    buildTracks(column);
    column->addStretch(0); // takes what the list of repairs leaves, which is all unless it is open
}

std::vector<QRect> SourceDetails::rows() const {
    std::vector<QRect> rows;
    for (const QWidget* part : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (part->isVisibleTo(this) && part != m_tracks && part != m_findingsScroll)
            rows.push_back(part->geometry());
    for (int row = 0; m_tracks->isVisibleTo(this) && row < m_tracks->count(); ++row)
        rows.push_back(m_tracks->visualItemRect(m_tracks->item(row)).translated(placeOfRows()));
    return rows;
}

QPoint SourceDetails::placeOfRows() const {
    return m_tracks->viewport()->mapTo(this, QPoint());
}

void SourceDetails::buildBeat(QVBoxLayout* column) {
    m_beatChoice = named(new QComboBox(this), "beatBox", tr("Beat"));
    for (const auto& [choice, words] :
         {std::pair(BeatChoice::Automatic, tr("automatic")),
          std::pair(BeatChoice::Fixed, tr("fixed")), std::pair(BeatChoice::Free, tr("free"))})
        m_beatChoice->addItem(words, static_cast<int>(choice));
    m_beatChoice->setToolTip(
        tr("Automatic: as the notes tell. Fixed: learned in bars and beats, on "
           "the grid. Free: learned in seconds, as it was played."));
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    QLabel* label = roleLabel(this, tr("Beat"), "muted");
    label->setBuddy(m_beatChoice);
    row->addWidget(label);
    row->addWidget(m_beatChoice, 1);
    column->addLayout(row);
    m_beat = roleLabel(this, {}, "muted", "sourceBeat");
    m_beat->setWordWrap(true);
    column->addWidget(m_beat);
    connect(m_beatChoice, &QComboBox::activated, this, [this] {
        m_source.selection.beat = static_cast<BeatChoice>(m_beatChoice->currentData().toInt());
        showBeat();
        showVerdict();
        emit selectionChanged(m_source.selection);
    });
}

bool SourceDetails::isFree() const {
    const BeatChoice choice = m_source.selection.beat;
    return choice == BeatChoice::Free ||
           (choice == BeatChoice::Automatic && m_source.report.beat == BeatKind::Free);
}

void SourceDetails::showBeat() {
    m_beatChoice->setCurrentIndex(
        m_beatChoice->findData(static_cast<int>(m_source.selection.beat)));
    const bool isPlayedFreely = m_source.report.beat == BeatKind::Free;
    QString words;
    if (isFree())
        words = isPlayedFreely ? tr("Played freely: bars and beats mean little here, so it is "
                                    "learned in seconds.")
                               : tr("Learned in seconds, though it keeps a beat.");
    else if (isPlayedFreely)
        words = tr("Learned in bars and beats, though it seems to be played freely.");
    m_beat->setText(words);
    m_beat->setVisible(!words.isEmpty());
}

void SourceDetails::buildTracks(QVBoxLayout* column) {
    m_tracks = named(new WholeRowsList(this), "tracksList", tr("Tracks to learn from"));
    m_delegate = new TrackDelegate(m_tracks);
    m_tracks->setItemDelegate(m_delegate);
    m_tracks->setUniformItemSizes(true);
    m_tracks->setMouseTracking(true);
    m_tracks->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tracks->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // all of it scrolls as one
    m_tracks->setProperty("role", QStringLiteral("cards"));
    m_tracks->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tracks, &QListWidget::itemChanged, this, &SourceDetails::takeSelection);
    connect(m_tracks, &QWidget::customContextMenuRequested, this, &SourceDetails::showTrackMenu);
    connect(m_delegate, &TrackDelegate::drumsSwitched, this,
            [this](const QModelIndex& index) { switchDrums(index.row()); });
    connect(m_tracks, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        // By the keyboard: a row that moves away under a pressed button would not be clicked.
        if (!m_isFilling && item != nullptr && QApplication::mouseButtons() == Qt::NoButton)
            emit rowReached(m_tracks->visualItemRect(item).translated(placeOfRows()));
    });
    column->addWidget(m_tracks);
}

void SourceDetails::buildBars(QVBoxLayout* column) {
    m_from = named(new QSpinBox(this), "fromBarBox", tr("From bar"));
    m_to = named(new QSpinBox(this), "toBarBox", tr("To bar"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    QLabel* from = roleLabel(this, tr("Bars"), "muted");
    from->setBuddy(m_from);
    row->addWidget(from);
    row->addWidget(m_from, 1);
    row->addWidget(roleLabel(this, tr("to"), "muted"));
    row->addWidget(m_to, 1);
    column->addLayout(row);
    for (QSpinBox* box : {m_from, m_to}) {
        box->setKeyboardTracking(false);
        box->setToolTip(tr("Learn from these bars only"));
        connect(box, &QSpinBox::valueChanged, this, &SourceDetails::takeSelection);
    }
}

void SourceDetails::buildTexts(QVBoxLayout* column) {
    m_textRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_textRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    m_texts = named(new QComboBox(m_textRow), "textEncodingBox", tr("Text encoding of the names"));
    m_texts->setToolTip(tr("The text encoding in which the names of this file are read"));
    m_texts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (std::size_t i = 0; i < kTextEncodings; ++i)
        m_texts->addItem(encodingWords(static_cast<TextEncoding>(i)));
    QLabel* label = roleLabel(m_textRow, tr("Names"), "muted");
    label->setBuddy(m_texts);
    row->addWidget(label);
    row->addWidget(m_texts, 1);
    column->addWidget(m_textRow);
    connect(m_texts, &QComboBox::activated, this, &SourceDetails::takeText);
}

void SourceDetails::showTexts() {
    const ImportReport& report = m_source.report;
    m_textRow->setVisible(report.hasForeignTexts);
    const QString automatic = encodingWords(TextEncoding::Automatic);
    m_texts->setItemText(0,
                         report.texts.isChosen
                             ? automatic
                             : tr("%1: %2").arg(automatic, encodingWords(report.texts.encoding)));
    m_texts->setCurrentIndex(static_cast<int>(m_source.selection.text));
}

void SourceDetails::takeText(int row) {
    const auto chosen = static_cast<TextEncoding>(row);
    if (chosen == m_source.selection.text)
        return;
    m_source.selection.text = chosen;
    emit selectionChanged(m_source.selection);
}

void SourceDetails::setTheme(const Theme& theme) {
    m_theme = theme;
    m_delegate->setTheme(theme);
    m_tracks->viewport()->update();
    refreshIcons(*this, theme);
}

bool SourceDetails::isChosen(const TrackReport& track) const {
    const auto& chosen = m_source.selection.tracks;
    const auto& without = m_source.selection.withoutChannels;
    const auto holds = [](const auto& list, auto value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    return (chosen.empty() || holds(chosen, track.choice.track)) &&
           !(track.choice.channel && holds(without, *track.choice.channel));
}

void SourceDetails::switchDrums(int row) {
    const TrackReport& track = m_source.report.tracks[static_cast<std::size_t>(row)];
    emit drumsRequested(track.choice, !track.isDrums);
}

void SourceDetails::showTrackMenu(const QPoint& position) {
    const QListWidgetItem* item = m_tracks->itemAt(position);
    if (item == nullptr) // asked for by a key
        item = m_tracks->currentItem();
    if (item == nullptr || !(item->flags() & Qt::ItemIsUserCheckable))
        return;
    const int row = m_tracks->row(item);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("trackMenu"));
    QAction* drums = menu->addAction(tr("Drums"), this, [this, row] { switchDrums(row); });
    drums->setCheckable(true);
    drums->setChecked(item->data(TrackDelegate::kDrumsRole).toInt() == TrackDelegate::Drums);
    menu->popup(m_tracks->viewport()->mapToGlobal(position));
}

void SourceDetails::setSource(const SourceItem& source) {
    m_isFilling = true;
    const bool isSame = m_source.id == source.id;
    const int row = m_tracks->currentRow();
    m_source = source;
    const ImportReport& report = source.report;
    QStringList facts = {tr("%n bar(s)", nullptr, static_cast<int>(report.bars)),
                         clockTime(report.seconds), signatureWords(report.signatures),
                         tempoWords(report.tempos), keyName(report.key)};
    facts.removeAll(QString());
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setToolTip(tr("MIDI format %1").arg(report.format));
    showBeat();
    showFindings();
    showTexts();
    showTracks();
    if (isSame && row < m_tracks->count()) // it was edited: the chosen row stays chosen
        m_tracks->setCurrentRow(row);
    const int bars = std::max<int>(1, static_cast<int>(report.bars));
    const BarRange range = source.selection.bars.value_or(BarRange{0, bars - 1});
    m_from->setRange(1, bars);
    m_to->setRange(1, bars);
    m_from->setValue(static_cast<int>(range.first) + 1);
    m_to->setValue(static_cast<int>(range.last) + 1);
    showVerdict();
    m_isFilling = false;
}

void SourceDetails::showFindings() {
    QStringList sentences;
    bool hasDropped = false;
    for (const ImportNote& note : m_source.report.findings) {
        sentences << QStringLiteral("•  ") + sentenceOf(note);
        hasDropped = hasDropped || isDropped(note.finding);
    }
    m_findings->setText(sentences.join(QLatin1Char('\n')));
    m_findingsFold->setVisible(!sentences.isEmpty());
    m_findingsFold->setText(
        hasDropped
            ? tr("%n thing(s) mended or left out", nullptr, static_cast<int>(sentences.size()))
            : tr("%n thing(s) mended", nullptr, static_cast<int>(sentences.size())));
    m_findingsFold->setAccessibleName(m_findingsFold->text());
    m_findingsFold->setChecked(false);
    setIconName(m_findingsFold, QStringLiteral("chevron-right"));
    refreshIcons(*this, m_theme);
}

void SourceDetails::showTracks() {
    m_tracks->clear();
    for (const TrackReport& track : m_source.report.tracks) {
        const QString name = trackName(track);
        const QString words = trackFacts(track);
        auto* item = new QListWidgetItem(name, m_tracks);
        item->setData(TrackDelegate::kFactsRole, words);
        item->setData(TrackDelegate::kDrumsRole, track.isDrums      ? TrackDelegate::Drums
                                                 : track.maybeDrums ? TrackDelegate::MaybeDrums
                                                                    : TrackDelegate::NotDrums);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(name, words));
        item->setToolTip(QStringLiteral("%1\n%2").arg(name, words));
        Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
        if (track.notes > 0)
            flags |= Qt::ItemIsUserCheckable;
        item->setFlags(flags);
    }
    m_tracks->setRowsShown(m_tracks->count(), m_tracks->count());
    checkChosen();
}

void SourceDetails::checkChosen() {
    for (int row = 0; row < m_tracks->count(); ++row) {
        QListWidgetItem* item = m_tracks->item(row);
        if (item->flags() & Qt::ItemIsUserCheckable)
            item->setCheckState(isChosen(m_source.report.tracks[static_cast<std::size_t>(row)])
                                    ? Qt::Checked
                                    : Qt::Unchecked);
    }
}

void SourceDetails::showVerdict() {
    std::size_t notes = 0;
    for (const TrackReport& track : m_source.report.tracks)
        notes += isChosen(track) && !track.isSilent ? track.notes : 0;
    m_verdict->setText(verdictWords(m_source.selection.role, notes, isFree()));
    const bool isHeldOut = m_source.selection.role != PieceRole::Training;
    setStyleProperty(m_verdict, "tone",
                     isHeldOut                      ? QString()
                     : notes >= kFewestNotesToLearn ? QStringLiteral("good")
                                                    : QStringLiteral("warning"));
}

void SourceDetails::takeSelection() {
    if (m_isFilling)
        return;
    CorpusSelection selection = m_source.selection; // what the file is for stays
    selection.tracks.clear();
    selection.withoutChannels.clear();
    selection.bars.reset();
    bool isEverything = true;
    for (int row = 0; row < m_tracks->count(); ++row) {
        const QListWidgetItem* item = m_tracks->item(row);
        if (!(item->flags() & Qt::ItemIsUserCheckable))
            continue;
        const TrackChoice& choice = m_source.report.tracks[static_cast<std::size_t>(row)].choice;
        const bool isChecked = item->checkState() == Qt::Checked;
        const bool isNew = selection.tracks.empty() || selection.tracks.back() != choice.track;
        if (isChecked && isNew)
            selection.tracks.push_back(choice.track);
        if (!isChecked && choice.channel)
            selection.withoutChannels.push_back(*choice.channel);
        if (!isChecked && !choice.channel)
            isEverything = false;
    }
    if (selection.tracks.empty()) {
        // A selection cannot say "no track", which would teach nothing: the last one stays chosen.
        m_isFilling = true;
        checkChosen();
        m_isFilling = false;
        return;
    }
    if (isEverything)
        selection.tracks.clear();
    const int first = m_from->value();
    const int last = std::max(first, m_to->value());
    if (first > 1 || last < m_to->maximum())
        selection.bars = BarRange{first - 1, last - 1};
    m_source.selection = selection;
    m_isFilling = true;
    m_to->setValue(last);
    m_isFilling = false;
    showVerdict();
    emit selectionChanged(selection);
}

} // namespace leitmotif
