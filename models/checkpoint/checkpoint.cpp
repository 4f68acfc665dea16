// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/checkpoint.h"

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::string_view kWeightsMagic = "LMWEIGHT";
constexpr std::string_view kTrainingMagic = "LMTRAIN\n";

} // namespace

Bytes toBytes(const WeightsPart& part, Storage storage) {
    const json header = {
        {"recipe", toJson(part.recipe)}, {"epoch", part.epoch}, {"description", part.description}};
    return packed(kWeightsMagic, header, part.weights, storage);
}

Result<WeightsPart> weightsFromBytes(std::span<const std::uint8_t> bytes) {
    auto blob = unpacked(kWeightsMagic, bytes);
    if (!blob)
        return blob.error();
    try {
        WeightsPart part;
        auto recipe = recipeFromJson(blob->header.at("recipe"), "checkpoint");
        if (!recipe)
            return unreadable(describe(recipe.error()));
        part.recipe = std::move(*recipe);
        part.epoch = blob->header.at("epoch").get<int>();
        part.description = blob->header.at("description");
        part.weights = std::move(blob->arrays);
        return part;
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
}

Bytes toBytes(const TrainingPart& part) {
    json phases = json::array();
    for (const auto& phase : part.learning.phases)
        phases.push_back({{"steps", phase.steps}, {"sum", phase.sum}, {"weight", phase.weight}});
    json header = {{"corpus", part.corpusHash},
                   {"epochs", part.learning.epochsDone},
                   {"batches", part.learning.batchesDone},
                   {"planned", part.learning.plannedEpochs},
                   {"random", part.learning.random},
                   {"epoch_random", part.learning.epochRandom},
                   {"phases", std::move(phases)},
                   {"seconds", part.report.seconds},
                   {"sampled_epoch", part.report.sampledEpoch},
                   {"diagnosis", part.report.diagnosis},
                   {"told_kind", part.report.toldKind}};
    if (part.learning.bestEpoch) {
        header["best_epoch"] = *part.learning.bestEpoch;
        header["best_loss"] = part.learning.bestLoss;
    }
    return packed(kTrainingMagic, header, part.tensors);
}

Result<TrainingPart> trainingFromBytes(std::span<const std::uint8_t> bytes) {
    auto blob = unpacked(kTrainingMagic, bytes);
    if (!blob)
        return blob.error();
    try {
        const auto& header = blob->header;
        TrainingPart part;
        header.at("corpus").get_to(part.corpusHash);
        header.at("epochs").get_to(part.learning.epochsDone);
        header.at("batches").get_to(part.learning.batchesDone);
        header.at("planned").get_to(part.learning.plannedEpochs);
        header.at("random").get_to(part.learning.random);
        header.at("epoch_random").get_to(part.learning.epochRandom);
        header.at("seconds").get_to(part.report.seconds);
        header.at("sampled_epoch").get_to(part.report.sampledEpoch);
        part.report.diagnosis = header.value("diagnosis", json());
        part.report.toldKind = header.value("told_kind", "");
        for (const auto& phase : header.at("phases"))
            part.learning.phases.push_back({phase.at("steps").get<std::int64_t>(),
                                            phase.at("sum").get<double>(),
                                            phase.at("weight").get<double>()});
        if (header.contains("best_epoch")) {
            part.learning.bestEpoch = header.at("best_epoch").get<int>();
            header.at("best_loss").get_to(part.learning.bestLoss);
        }
        part.tensors = std::move(blob->arrays);
        return part;
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
}

} // namespace leitmotif
