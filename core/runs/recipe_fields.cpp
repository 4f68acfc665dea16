// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe_fields.h"

#include "core/base/limits.h"
#include "core/runs/setting_makers.h"

namespace leitmotif {

namespace {

using Model = ModelFamily;
using nlohmann::json;

template <class Member>
RecipeField field(Setting setting, Member member) {
    return {std::move(setting), [member](const Recipe& recipe) { return json(member(recipe)); },
            [member](Recipe& recipe, const json& value) { value.get_to(member(recipe)); }};
}

/// A setting that only some kinds of models read.
template <class Member>
RecipeField field(bool ModelFamily::*readBy, Setting setting, Member member) {
    setting.readBy = readBy;
    return field(std::move(setting), member);
}

RecipeField tracksField(Setting setting) {
    return {std::move(setting),
            [](const Recipe& recipe) {
                return json(recipe.encoding.mergesTracks ? "merged" : "separate");
            },
            [](Recipe& recipe, const json& value) {
                recipe.encoding.mergesTracks = value == "merged";
            }};
}

// lupdate collects the texts by this name; the window translates them in context "Recipe".
#define QT_TRANSLATE_NOOP(context, text) text
#define MEMBER(name)                                                                               \
    [](auto& recipe) -> auto& {                                                                    \
        return recipe.name;                                                                        \
    }

std::vector<RecipeField> makeFields() {
    constexpr double kLargestSeed = 9007199254740991.0; // exact as a double and in JSON
    return {
        field(&Model::isTrained,
              whole("epochs", QT_TRANSLATE_NOOP("Recipe", "Epochs"),
                    QT_TRANSLATE_NOOP("Recipe", "How often the whole piece is gone through."), 1,
                    kMostEpochs, false),
              MEMBER(training.epochs)),
        field(whole("sample_every", QT_TRANSLATE_NOOP("Recipe", "Sample every"),
                    QT_TRANSLATE_NOOP("Recipe", "Epochs between two samples. The last and the best "
                                                "epoch have one, too. 0: no samples."),
                    0, kMostEpochs, false),
              MEMBER(sampling.every)),
        field(whole("bars", QT_TRANSLATE_NOOP("Recipe", "Bars of a take"),
                    QT_TRANSLATE_NOOP("Recipe", "Length of a sample."), 1, kMostBarsOfTake, false),
              MEMBER(sampling.bars)),
        field(&Model::countsSampleSteps,
              whole("sample_steps", QT_TRANSLATE_NOOP("Recipe", "Sample steps"),
                    QT_TRANSLATE_NOOP("Recipe", "Length of a sample in tokens, as published; 0: "
                                                "as many as the bars need."),
                    0, 100'000),
              MEMBER(sampling.steps)),
        field(
            whole("seed", QT_TRANSLATE_NOOP("Recipe", "Seed"),
                  QT_TRANSLATE_NOOP(
                      "Recipe", "The same seed gives the same losses and samples on this machine."),
                  0, kLargestSeed, false),
            MEMBER(seed)),
        field(&Model::hasTemperature,
              number("temperature", QT_TRANSLATE_NOOP("Recipe", "Temperature"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Below 1 samples play safe, above 1 they take risks."),
                     0.05, 5.0),
              MEMBER(sampling.temperature)),
        field(&Model::hasNucleus,
              number("top_p", QT_TRANSLATE_NOOP("Recipe", "Nucleus (top-p)"),
                     QT_TRANSLATE_NOOP(
                         "Recipe",
                         "Samples choose among the likeliest tokens that together have this "
                         "probability."),
                     0.01, 1.0),
              MEMBER(sampling.topP)),
        field(&Model::canRevise,
              whole("passes", QT_TRANSLATE_NOOP("Recipe", "Passes"),
                    QT_TRANSLATE_NOOP("Recipe",
                                      "How often a sample is gone over again: each pass hides a "
                                      "share of its notes, half of them at first and few at "
                                      "last, and draws them anew from what stands around them."),
                    0, 1000),
              MEMBER(sampling.passes)),
        field(whole("candidates", QT_TRANSLATE_NOOP("Recipe", "Candidates"),
                    QT_TRANSLATE_NOOP("Recipe", "So many are drawn for a take; the best is kept."),
                    1, 64),
              MEMBER(sampling.candidates)),
        field(whole("max_copy", QT_TRANSLATE_NOOP("Recipe", "Longest copy"),
                    QT_TRANSLATE_NOOP("Recipe",
                                      "Notes in a row that a candidate may copy at no cost."),
                    1, 10'000),
              MEMBER(sampling.maxCopy)),
        field(&Model::hasTopK,
              whole("top_k", QT_TRANSLATE_NOOP("Recipe", "Top k"),
                    QT_TRANSLATE_NOOP(
                        "Recipe", "Samples choose among so many likeliest tokens, with equal "
                                  "chances; 1: always the likeliest; 0: by their probabilities."),
                    0, 1000),
              MEMBER(sampling.topK)),
        field(&Model::isTrained,
              number("learning_rate", QT_TRANSLATE_NOOP("Recipe", "Learning rate"),
                     QT_TRANSLATE_NOOP(
                         "Recipe", "Size of a step. Too large diverges, too small learns slowly."),
                     1e-7, 1.0),
              MEMBER(training.learningRate)),
        field(&Model::isTrained,
              choice("schedule", QT_TRANSLATE_NOOP("Recipe", "Schedule"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "How the learning rate changes over the planned epochs."),
                     {"cosine", "constant", "decay"}),
              MEMBER(training.schedule)),
        field(&Model::isTrained,
              number("decay", QT_TRANSLATE_NOOP("Recipe", "Decay"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "With the schedule decay, the learning rate is divided by 1 "
                                       "+ decay times the steps taken."),
                     0.0, 1.0),
              MEMBER(training.decay)),
        field(&Model::isTrained,
              choice("optimizer", QT_TRANSLATE_NOOP("Recipe", "Optimizer"),
                     QT_TRANSLATE_NOOP("Recipe", "How a gradient becomes a step."),
                     {"adamw", "adam", "rmsprop"}),
              MEMBER(training.optimizer)),
        field(&Model::isTrained,
              number("weight_decay", QT_TRANSLATE_NOOP("Recipe", "Weight decay"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Pulls weights towards 0; against learning by heart."),
                     0.0, 1.0),
              MEMBER(training.weightDecay)),
        field(&Model::appliesDropout,
              number("dropout", QT_TRANSLATE_NOOP("Recipe", "Dropout"),
                     QT_TRANSLATE_NOOP(
                         "Recipe",
                         "Share of activations left out at random; against learning by heart."),
                     0.0, 0.95),
              MEMBER(training.dropout)),
        field(&Model::mixesNgram,
              toggle("ngram", QT_TRANSLATE_NOOP("Recipe", "n-gram mixture"),
                     QT_TRANSLATE_NOOP("Recipe", "Blend the network with counts of what follows "
                                                 "what in the piece. Little music teaches more "
                                                 "that way.")),
              MEMBER(ngram.isMixed)),
        field(&Model::countsNgrams,
              whole("ngram_depth", QT_TRANSLATE_NOOP("Recipe", "Depth of the counts"),
                    QT_TRANSLATE_NOOP("Recipe",
                                      "Tokens of context that samples take from the counts. "
                                      "More keeps closer to the piece and copies longer "
                                      "passages of it."),
                    0, 8),
              MEMBER(ngram.depth)),
        field(&Model::isTrained,
              number("clip", QT_TRANSLATE_NOOP("Recipe", "Gradient limit"),
                     QT_TRANSLATE_NOOP("Recipe", "Largest norm of a gradient; 0: no limit."), 0.0,
                     1000.0),
              MEMBER(training.clip)),
        field(&Model::isTrained,
              whole("batch", QT_TRANSLATE_NOOP("Recipe", "Batch"),
                    QT_TRANSLATE_NOOP("Recipe", "Windows learned from at once."), 1, 4096),
              MEMBER(training.batch)),
        field(&Model::isWindowed,
              whole("length", QT_TRANSLATE_NOOP("Recipe", "Window"),
                    QT_TRANSLATE_NOOP("Recipe", "Tokens in a window."), 8, 8192),
              MEMBER(training.length)),
        field(&Model::transposes,
              whole("transposition", QT_TRANSLATE_NOOP("Recipe", "Transposition"),
                    QT_TRANSLATE_NOOP(
                        "Recipe",
                        "Semitones up and down by which windows are moved at random, so that "
                        "little music teaches more. Drums stay."),
                    0, 24),
              MEMBER(training.transposition)),
        field(number("validation", QT_TRANSLATE_NOOP("Recipe", "Validation share"),
                     QT_TRANSLATE_NOOP(
                         "Recipe",
                         "Share of the notes that is held out to see what is understood and what "
                         "only remembered."),
                     0.0, 0.5),
              MEMBER(training.validation)),
        field(number(
                  "test", QT_TRANSLATE_NOOP("Recipe", "Test share"),
                  QT_TRANSLATE_NOOP("Recipe", "Share of the notes that is held out until the end."),
                  0.0, 0.5),
              MEMBER(training.test)),
        field(
            &Model::isValidated,
            whole("patience", QT_TRANSLATE_NOOP("Recipe", "Patience"),
                  QT_TRANSLATE_NOOP(
                      "Recipe", "Epochs without a better validation loss before the run stops; 0: "
                                "never."),
                  0, kMostEpochs),
            MEMBER(training.patience)),
        field(&Model::isTrained,
              whole("max_updates", QT_TRANSLATE_NOOP("Recipe", "Updates at most"),
                    QT_TRANSLATE_NOOP("Recipe", "Of the weights, one a batch: a large corpus gets "
                                                "as many fewer epochs; 0: no limit."),
                    0, kMostUpdates),
              MEMBER(training.maxUpdates)),
        field(&Model::isTrained,
              number("minutes", QT_TRANSLATE_NOOP("Recipe", "Minutes"),
                     QT_TRANSLATE_NOOP("Recipe", "Stops after so many minutes, and changes nothing "
                                                 "before; 0: by epochs alone."),
                     0.0, 1e6),
              MEMBER(training.minutes)),
        field(forEncodings(
                  whole("steps_per_beat", QT_TRANSLATE_NOOP("Recipe", "Steps a beat"),
                        QT_TRANSLATE_NOOP(
                            "Recipe", "Grid of the notes; 12 keeps sixteenths and triplets apart, "
                                      "16 or 24 hold 32nds, 48 and more how a player plays them. "
                                      "0: 12, or more where the music needs it."),
                        0, 96),
                  {"events", "chords", "states", "jazz", "frames"}),
              MEMBER(encoding.stepsPerBeat)),
        field(&Model::drawsPictures,
              choice("picture", QT_TRANSLATE_NOOP("Recipe", "Picture"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Fitted: the pitches of the piece and bars of its time "
                                       "signature. Published: 96 pitches and eight beats."),
                     {"fitted", "published"}),
              MEMBER(picture.form)),
        field(&Model::drawsPictures,
              whole("picture_bars", QT_TRANSLATE_NOOP("Recipe", "Bars of a picture"),
                    QT_TRANSLATE_NOOP("Recipe", "Length of a fitted picture."), 1, 8),
              MEMBER(picture.bars)),
        field(&Model::drawsPictures,
              whole("time_shift", QT_TRANSLATE_NOOP("Recipe", "Time shift"),
                    QT_TRANSLATE_NOOP("Recipe",
                                      "Beats by which pictures are moved at random, so that "
                                      "little music teaches more."),
                    0, 16),
              MEMBER(picture.timeShift)),
        field(&Model::drawsPictures,
              whole("latent", QT_TRANSLATE_NOOP("Recipe", "Latent size"),
                    QT_TRANSLATE_NOOP("Recipe", "Numbers that a picture is made from."), 1, 4096),
              MEMBER(picture.latent)),
        field(&Model::drawsPictures,
              choice("noise", QT_TRANSLATE_NOOP("Recipe", "Noise"),
                     QT_TRANSLATE_NOOP("Recipe", "How those numbers are drawn for a sample."),
                     {"normal", "uniform"}),
              MEMBER(picture.noise)),
        field(&Model::drawsPictures,
              number("spread", QT_TRANSLATE_NOOP("Recipe", "Spread"),
                     QT_TRANSLATE_NOOP("Recipe", "Deviation of normal noise, bound of uniform "
                                                 "noise."),
                     0.01, 100.0),
              MEMBER(picture.spread)),
        field(&Model::drawsPictures,
              number("threshold", QT_TRANSLATE_NOOP("Recipe", "Threshold"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "From which on a pixel of a sample sounds. It is lowered "
                                       "for a sample that would be silent. 0: chosen such that "
                                       "as much sounds as in the piece."),
                     0.0, 1.0),
              MEMBER(picture.threshold)),
        field(&Model::drawsPictures,
              whole("shortest_run", QT_TRANSLATE_NOOP("Recipe", "Shortest note"),
                    QT_TRANSLATE_NOOP("Recipe", "Columns; shorter notes of a sample are removed."),
                    1, 12),
              MEMBER(picture.shortestRun)),
        field(&Model::isPictureGan,
              choice("adversarial", QT_TRANSLATE_NOOP("Recipe", "Adversarial loss"),
                     QT_TRANSLATE_NOOP("Recipe", "What generator and discriminator are paid by."),
                     {"hinge", "cross_entropy"}),
              MEMBER(gan.loss)),
        field(&Model::drawsPictures,
              choice("neurons", QT_TRANSLATE_NOOP("Recipe", "Neurons"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Binary: the network learns which pixels sound. Grey: it "
                                       "learns how bright they are, and a threshold decides."),
                     {"binary", "grey"}),
              MEMBER(picture.neurons)),
        field(&Model::isPictureGan,
              number("gradient_penalty", QT_TRANSLATE_NOOP("Recipe", "Gradient penalty"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Keeps the discriminator smooth around real pictures."),
                     0.0, 1000.0),
              MEMBER(gan.gradientPenalty)),
        field(&Model::isPictureGan,
              number("reconstruction", QT_TRANSLATE_NOOP("Recipe", "Reconstruction"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Weight of reconstructing real pictures, beside fooling "
                                       "the discriminator; 0: the generator never does."),
                     0.0, 1000.0),
              MEMBER(gan.reconstruction)),
        field(&Model::isPictureGan,
              number("balance", QT_TRANSLATE_NOOP("Recipe", "Balance"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "The discriminator rests while it tells more than this "
                                       "share of the pictures apart; 1: it never rests."),
                     0.5, 1.0),
              MEMBER(gan.balance)),
        field(&Model::isPictureGan,
              toggle("rollback", QT_TRANSLATE_NOOP("Recipe", "Rollback"),
                     QT_TRANSLATE_NOOP("Recipe", "Go back to the last good weights when all "
                                                 "generated pictures become alike.")),
              MEMBER(gan.hasRollback)),
        field(&Model::isPictureGan,
              number("average", QT_TRANSLATE_NOOP("Recipe", "Moving average"),
                     QT_TRANSLATE_NOOP("Recipe", "Samples come from the generator's mean over "
                                                 "its last steps; 0: from the last step."),
                     0.0, 0.99999),
              MEMBER(gan.average)),
        field(
            &Model::drawsPictures,
            number("beta", QT_TRANSLATE_NOOP("Recipe", "Beta"),
                   QT_TRANSLATE_NOOP("Recipe", "Weight of the latent code: high gives smooth ways "
                                               "between pictures, low gives exact ones."),
                   0.0, 10.0),
            MEMBER(vae.beta)),
        field(&Model::isPictureVae,
              whole("cycles", QT_TRANSLATE_NOOP("Recipe", "Cycles"),
                    QT_TRANSLATE_NOOP("Recipe", "Times that beta rises from 0 during the run."), 0,
                    1000),
              MEMBER(vae.cycles)),
        field(&Model::drawsPictures,
              number("free_bits", QT_TRANSLATE_NOOP("Recipe", "Free bits"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Information of a latent number that costs nothing, so "
                                       "that the code is used."),
                     0.0, 10.0),
              MEMBER(vae.freeBits)),
        field(&Model::drawsMaps,
              whole("map_every", QT_TRANSLATE_NOOP("Recipe", "Map every"),
                    QT_TRANSLATE_NOOP("Recipe", "Epochs between two maps of the latent space, "
                                                "with one more at the end; 0: no maps."),
                    0, kMostEpochs),
              MEMBER(maps.every)),
        field(&Model::drawsMaps,
              whole("map_side", QT_TRANSLATE_NOOP("Recipe", "Side of a map"),
                    QT_TRANSLATE_NOOP("Recipe", "Pictures in a row and in a column of it."), 2, 32),
              MEMBER(maps.side)),
        field(&Model::drawsMaps,
              number("map_reach", QT_TRANSLATE_NOOP("Recipe", "Reach of a map"),
                     QT_TRANSLATE_NOOP("Recipe", "From its middle to its edge, in latent "
                                                 "numbers; 0: as far as the music reaches."),
                     0.0, 100.0),
              MEMBER(maps.reach)),
        field(&Model::drawsMaps,
              whole("end_map_side", QT_TRANSLATE_NOOP("Recipe", "Side of the last map"),
                    QT_TRANSLATE_NOOP("Recipe", "Pictures in a row and in a column of it."), 2, 32),
              MEMBER(maps.endSide)),
        field(&Model::drawsMaps,
              number("end_map_reach", QT_TRANSLATE_NOOP("Recipe", "Reach of the last map"),
                     QT_TRANSLATE_NOOP("Recipe", "From its middle to its edge, in latent "
                                                 "numbers; 0: as far as the music reaches."),
                     0.0, 100.0),
              MEMBER(maps.endReach)),
        field(forEncodings(toggle("velocity", QT_TRANSLATE_NOOP("Recipe", "Velocity"),
                                  QT_TRANSLATE_NOOP("Recipe", "Learn how hard notes are struck.")),
                           {"events", "states"}),
              MEMBER(encoding.hasVelocity)),
        tracksField(forEncodings(
            choice("tracks", QT_TRANSLATE_NOOP("Recipe", "Tracks"),
                   QT_TRANSLATE_NOOP("Recipe",
                                     "Keep tracks apart, or learn them merged into one part."),
                   {"separate", "merged"}),
            {"events"})),
        field(forEncodings(toggle("durations", QT_TRANSLATE_NOOP("Recipe", "Durations"),
                                  QT_TRANSLATE_NOOP("Recipe", "Learn how long chords last.")),
                           {"chords"}),
              MEMBER(encoding.hasDurations)),
        field(forEncodings(toggle("rests", QT_TRANSLATE_NOOP("Recipe", "Rests"),
                                  QT_TRANSLATE_NOOP("Recipe", "Learn the rests between chords.")),
                           {"chords"}),
              MEMBER(encoding.hasRests)),
    };
}

#undef MEMBER
#undef QT_TRANSLATE_NOOP

} // namespace

const std::vector<RecipeField>& recipeFields() {
    static const std::vector<RecipeField> all = makeFields();
    return all;
}

const RecipeField* findField(std::string_view key) {
    const auto& all = recipeFields();
    const auto found =
        std::ranges::find(all, key, [](const RecipeField& field) { return field.setting.key; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace leitmotif
