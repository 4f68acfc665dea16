// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/picture_bench.h"

#include "models/train/roll_gan_family.h"
#include "models/train/roll_vae_family.h"
#include "models/train/training_step.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kBeat = 480;        // ticks
constexpr std::int64_t kPictureBeats = 8;  // of the published pictures
constexpr std::int64_t kNotesPerBeat = 4;  // about those of piano music
constexpr std::uint64_t kLowestPitch = 36; // within the published 96 rows
constexpr std::uint64_t kPitches = 48;

/// Notes of half a beat at random places, enough for `pictures` pictures.
Corpus randomNotes(std::int64_t pictures, Random& random) {
    std::vector<Note> notes;
    const std::int64_t beats = pictures * kPictureBeats;
    for (std::int64_t i = 0; i < beats * kNotesPerBeat; ++i) {
        Note note;
        note.onset = Tick{i * kBeat / kNotesPerBeat};
        note.length = Tick{kBeat / 2};
        note.pitch = Pitch{static_cast<std::uint8_t>(kLowestPitch + random.below(kPitches))};
        note.velocity = Velocity{80};
        notes.push_back(note);
    }
    auto score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return Corpus({{"random notes", std::move(score), false}});
}

/// The family, and the network of it that makes pictures.
template <class PictureFamily>
Result<std::pair<std::unique_ptr<Family>, const PictureNet*>>
made(const Recipe& recipe, const Corpus& corpus, torch::Device device, Random& random,
     const PictureNet& (*generatorOf)(const PictureFamily&)) {
    auto family = PictureFamily::create(recipe, corpus, device, random);
    if (!family)
        return family.error();
    const auto& net = generatorOf(static_cast<const PictureFamily&>(**family));
    return std::pair(*std::move(family), &net);
}

} // namespace

Result<PictureBench> PictureBench::create(const std::string& network, std::int64_t batch,
                                          Precision precision, torch::Device device) {
    const bool isGan = network == "gan";
    Recipe recipe = preset(isGan ? "tuc-gan" : "tuc-vae").value();
    recipe.training.batch = static_cast<int>(std::max<std::int64_t>(2, batch));
    recipe.training.validation = 0.0;
    Random random(kSeed);
    const Corpus corpus = randomNotes(recipe.training.batch, random);
    auto family = isGan ? made<RollGanFamily>(recipe, corpus, device, random,
                                              [](const RollGanFamily& gan) -> const PictureNet& {
                                                  return gan.nets().generator;
                                              })
                        : made<RollVaeFamily>(recipe, corpus, device, random,
                                              [](const RollVaeFamily& vae) -> const PictureNet& {
                                                  return vae.nets().decoder;
                                              });
    if (!family)
        return family.error();
    family->first->usePrecision(precision);
    return PictureBench(std::move(recipe), std::move(family->first), *family->second,
                        std::move(random));
}

PictureBench::PictureBench(Recipe recipe, std::unique_ptr<Family> family,
                           const PictureNet& generator, Random random)
    : m_recipe(std::move(recipe)),
      m_random(std::move(random)),
      m_family(std::move(family)),
      m_generator(&generator) {
    for (const auto& phase : m_family->phases())
        m_optimizers.emplace_back(phase.optimizer, phase.parameters);
    m_family->startEpoch(m_random);
}

void PictureBench::trainStep() {
    for (std::size_t phase = 0; phase < m_optimizers.size(); ++phase)
        TORCH_CHECK(trainingStep(*m_family, phase, 0, m_optimizers[phase],
                                 m_recipe.training.learningRate, m_random),
                    "the numbers ran away");
}

torch::Tensor PictureBench::generate(std::int64_t count) {
    const torch::NoGradGuard noGradients;
    return m_generator->forward(latentNoise(m_recipe, count, 1.0, m_random), nullptr);
}

} // namespace leitmotif
