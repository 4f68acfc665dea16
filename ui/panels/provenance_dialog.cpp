// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/provenance_dialog.h"

#include "ui/base/controls.h"
#include "ui/base/words.h"
#include "ui/panels/work_model.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kLettersWide = 140;
constexpr int kLinesHigh = 44;
constexpr int kMostFileRows = 5;
constexpr int kCountRows = 8;

QString wordsOf(const LearnedFile& file) {
    QStringList words{QFileInfo(QString::fromStdString(file.name)).fileName()};
    QStringList tracks;
    for (const std::size_t track : file.selection.tracks)
        tracks << QString::number(track + 1);
    if (!tracks.isEmpty())
        words << ProvenanceDialog::tr("tracks %1").arg(tracks.join(QStringLiteral(", ")));
    if (const auto& bars = file.selection.bars)
        words << ProvenanceDialog::tr("bars %1 to %2").arg(bars->first + 1).arg(bars->last + 1);
    if (file.selection.role != PieceRole::Training)
        words << ProvenanceDialog::tr("held out, only measured with");
    return words.join(QStringLiteral(" · "));
}

void addCounts(QTreeWidget& tree, const QString& heading, const std::vector<WorkCount>& counts) {
    auto* top = new QTreeWidgetItem(&tree, {heading});
    QFont bold = tree.font();
    bold.setWeight(QFont::DemiBold);
    top->setFont(0, bold);
    for (const WorkCount& count : counts) {
        auto* row =
            new QTreeWidgetItem(top, {QString::fromStdString(count.name),
                                      QLocale().toString(static_cast<qulonglong>(count.works)),
                                      roughCount(count.notes)});
        row->setToolTip(0, row->text(0));
        row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        row->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    }
    top->setExpanded(true);
}

} // namespace

ProvenanceDialog::ProvenanceDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("provenanceDialog"));
    setWindowTitle(tr("Where a take comes from"));
    buildControls();
    auto* network = new QVBoxLayout(m_network);
    network->setContentsMargins(0, 0, 0, 0);
    network->setSpacing(kGap);
    network->addWidget(m_summary);
    network->addWidget(m_counts);
    network->addWidget(m_search);
    network->addWidget(m_table, 1);
    network->addWidget(m_foundCount);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    named(close, "provenanceCloseButton", tr("Close"))->setText(tr("Close"));
    close->setIcon({});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(kGap);
    column->addWidget(m_take);
    column->addWidget(roleLabel(this, tr("Learned from these files:"), "text"));
    column->addWidget(m_files);
    column->addWidget(m_network, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &ProvenanceDialog::filter);
    connect(m_counts, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* row) {
        if (row->parent()) // a licence or collection: its works
            m_search->setText(row->text(0));
    });
}

void ProvenanceDialog::buildControls() {
    m_take = heading(this, {});
    m_files = named(new QListWidget(this), "provenanceFiles", tr("Files it was learned from"));
    m_files->setSelectionMode(QAbstractItemView::NoSelection);
    m_network = new QWidget(this);
    m_summary = roleLabel(m_network, {}, "text", "provenanceSummary");
    m_summary->setWordWrap(true);
    m_counts = named(new QTreeWidget(m_network), "provenanceCounts",
                     tr("Works by licence and collection"));
    m_counts->setColumnCount(3);
    m_counts->setHeaderLabels({tr("Licences and collections"), tr("Works"), tr("Notes")});
    m_counts->header()->setStretchLastSection(false);
    m_counts->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < 3; ++column)
        m_counts->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_counts->setToolTip(tr("A double click, or Enter, lists the works of a line below"));
    m_search = named(new QLineEdit(m_network), "provenanceSearch", tr("Search the works"));
    m_search->setPlaceholderText(tr("Search titles, names, licences and collections"));
    m_search->setClearButtonEnabled(true);
    m_works = new WorkModel(this);
    m_found = new WorkFilter(this);
    m_found->setSourceModel(m_works);
    m_table = named(new QTableView(m_network), "provenanceTable", tr("Works"));
    m_table->setModel(m_found);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as they come
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_foundCount = roleLabel(m_network, {}, "muted", "provenanceFound");
}

void ProvenanceDialog::showProvenance(const QString& take, const Provenance& provenance) {
    m_take->setText(take);
    showFiles(provenance);
    showNetwork(provenance);
    const int letter = fontMetrics().averageCharWidth();
    const int line = fontMetrics().height();
    const bool isWhole = provenance.sources != nullptr;
    resize(letter * kLettersWide, isWhole ? line * kLinesHigh : minimumSizeHint().height());
    const int width = letter * (kLettersWide - 8);
    for (const auto& [column, share] :
         {std::pair(WorkModel::Title, 30), std::pair(WorkModel::Attribution, 36),
          std::pair(WorkModel::Licence, 14)})
        m_table->setColumnWidth(column, width * share / 100);
    show();
    raise();
    activateWindow();
    (isWhole ? static_cast<QWidget*>(m_search) : m_files)->setFocus();
}

void ProvenanceDialog::showFiles(const Provenance& provenance) {
    m_files->clear();
    for (const LearnedFile& file : provenance.files) {
        auto* row = new QListWidgetItem(wordsOf(file), m_files);
        row->setToolTip(QString::fromStdString(file.name));
    }
    const int rows = std::clamp(m_files->count(), 1, kMostFileRows);
    m_files->setFixedHeight(rows * std::max(fontMetrics().height(), m_files->sizeHintForRow(0)) +
                            2 * m_files->frameWidth() + kSmallGap);
}

void ProvenanceDialog::showNetwork(const Provenance& provenance) {
    m_works->setSources(provenance.sources);
    m_search->clear();
    m_counts->clear();
    const bool isWhole = provenance.sources != nullptr;
    for (QWidget* part : std::initializer_list<QWidget*>{m_counts, m_search, m_table, m_foundCount})
        part->setVisible(isWhole);
    if (provenance.pretrained.empty()) {
        m_summary->setText(tr("The run began with nothing else."));
        return;
    }
    const QString name = presetTitle(provenance.pretrained);
    if (!isWhole) {
        m_summary->setText(
            tr("The run began with the network %1, which had learned other music.").arg(name) +
            QLatin1Char(' ') + (provenance.problem ? sentenceOf(*provenance.problem) : QString()));
        return;
    }
    const PretrainedSources& sources = *provenance.sources;
    m_summary->setText(tr("The run began with the network %1, which had learned from %Ln free "
                          "work(s), named below with "
                          "author and licence.",
                          nullptr, static_cast<int>(sources.works.size()))
                           .arg(name));
    addCounts(*m_counts, tr("By licence"), countBy(sources.works, &PretrainedWork::licence));
    addCounts(*m_counts, tr("By collection"), countBy(sources.works, &PretrainedWork::collection));
    m_counts->setFixedHeight(kCountRows * std::max(1, m_counts->sizeHintForRow(0)) +
                             m_counts->header()->sizeHint().height());
    showFound();
}

void ProvenanceDialog::filter(const QString& words) {
    m_found->setWords(words);
    showFound();
}

void ProvenanceDialog::showFound() {
    m_foundCount->setText(tr("%Ln work(s)", nullptr, m_found->rowCount()));
}

} // namespace leitmotif
