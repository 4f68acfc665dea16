// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_words.h"

#include "ui/base/words.h"

#include <QCoreApplication>

namespace leitmotif {
namespace {

class LossWords {
    Q_DECLARE_TR_FUNCTIONS(LossWords)
};

} // namespace

QString lossTitle(const LossHistory& history) {
    const bool isOfNotes =
        !history.started() || history.started()->unigramNats > 0.0 || history.isEmpty();
    const bool hasOpponents = !history.epochs().empty() && isDuel(history.epochs().back());
    return hasOpponents                  ? LossWords::tr("loss against the opponent")
           : history.maskedUnigramNats() ? LossWords::tr("loss (nats per hidden note)")
           : isOfNotes                   ? LossWords::tr("loss (nats per note)")
                                         : LossWords::tr("loss of the picture (nats per note)");
}

QString takesWords(const LossHistory& history, int sampleEvery) {
    const bool countsIterations = history.countsIterations();
    if (sampleEvery == 1)
        return LossWords::tr("a take of every %1").arg(epochWord(countsIterations));
    const QString count = epochCount(sampleEvery, countsIterations);
    const auto& epochs = history.epochs(); // without held-out notes there is no best epoch
    const bool hasBest = epochs.empty() || epochs.back().validationLoss;
    return hasBest ? LossWords::tr("a take every %1, of the best and of the last").arg(count)
                   : LossWords::tr("a take every %1, and of the last").arg(count);
}

QString sampleWords(const LossHistory& history, std::size_t sample) {
    const SampleMark& mark = history.samples()[sample];
    return LossWords::tr("Sample of %1: %Ln note(s), %2", nullptr, static_cast<int>(mark.notes))
        .arg(epochNumber(mark.epoch, history.countsIterations()), copiedWords(mark.copied));
}

} // namespace leitmotif
