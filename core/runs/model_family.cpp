// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/model_family.h"

#include <algorithm>
#include <array>

namespace leitmotif {

namespace {

constexpr ModelFamily kSequence{.name = "sequence",
                                .isValidated = true,
                                .isWindowed = true,
                                .appliesDropout = true,
                                .transposes = true,
                                .mixesNgram = true,
                                .countsNgrams = true,
                                .sharesBatches = true,
                                .hasTemperature = true,
                                .hasNucleus = true};

constexpr ModelFamily kCompound{.name = "compound",
                                .isValidated = true,
                                .isWindowed = true,
                                .appliesDropout = true,
                                .transposes = true,
                                .mixesNgram = true,
                                .countsNgrams = true,
                                .readsFiles = true,
                                .sharesBatches = true,
                                .hasTemperature = true,
                                .hasNucleus = true,
                                .canRevise = true,
                                .plansTakes = true};

constexpr ModelFamily kMasked{.name = "masked",
                              .lossKind = "masked_nats_per_note",
                              .isValidated = true,
                              .isWindowed = true,
                              .appliesDropout = true,
                              .transposes = true,
                              .hidesNotes = true,
                              .hasTemperature = true,
                              .hasNucleus = true,
                              .canRevise = true};

constexpr ModelFamily kWindow{.name = "window",
                              .isValidated = true,
                              .isWindowed = true,
                              .appliesDropout = true,
                              .transposes = true,
                              .hasTemperature = true,
                              .hasNucleus = true,
                              .hasTopK = true,
                              .countsSampleSteps = true};

constexpr ModelFamily kTokenGan{.name = "token-gan",
                                .lossKind = "adversarial",
                                .isWindowed = true,
                                .appliesDropout = true,
                                .countsSampleSteps = true};

constexpr ModelFamily kConditionalGan{.name = "conditional-gan",
                                      .lossKind = "adversarial",
                                      .appliesDropout = true,
                                      .countsSampleSteps = true};

constexpr ModelFamily kFrames{.name = "frames",
                              .lossKind = "nats_per_frame",
                              .isValidated = true,
                              .isWindowed = true,
                              .appliesDropout = true,
                              .transposes = true,
                              .hasTemperature = true,
                              .hasNucleus = true};

constexpr ModelFamily kNgram{.name = "ngram",
                             .isTrained = false,
                             .countsNgrams = true,
                             .hasTemperature = true,
                             .hasNucleus = true};

constexpr ModelFamily kRollGan{.name = "roll-gan",
                               .lossKind = "adversarial",
                               .transposes = true,
                               .drawsPictures = true,
                               .isPictureGan = true,
                               .hasTemperature = true};

constexpr ModelFamily kRollVae{.name = "roll-vae",
                               .lossKind = "reconstruction",
                               .isValidated = true,
                               .transposes = true,
                               .drawsPictures = true,
                               .isPictureVae = true,
                               .hasTemperature = true,
                               .drawsMaps = true};

constexpr std::array kFamilies = {kSequence,       kCompound, kMasked, kWindow,  kTokenGan,
                                  kConditionalGan, kFrames,   kNgram,  kRollGan, kRollVae};

constexpr ModelFamily kUnknown{.name = "unknown"};

} // namespace

std::span<const ModelFamily> modelFamilies() {
    return kFamilies;
}

const ModelFamily& modelFamily(std::string_view name) {
    const auto* found = std::ranges::find(kFamilies, name, &ModelFamily::name);
    return found == kFamilies.end() ? kUnknown : *found;
}

} // namespace leitmotif
