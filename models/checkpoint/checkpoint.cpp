// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/checkpoint.h"

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::string_view kWeightsMagic = "LMWEIGHT";
constexpr std::string_view kTrainingMagic = "LMTRAIN\n";

} // namespace

Bytes toBytes(const WeightsPart& part) {
    const json header = {
        {"recipe", toJson(part.recipe)}, {"epoch", part.epoch}, {"description", part.description}};
    return packed(kWeightsMagic, {header, part.weights});
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
    for (const auto& phase : part.phases)
        phases.push_back({{"steps", phase.steps}, {"sum", phase.sum}, {"weight", phase.weight}});
    json header = {{"corpus", part.corpusHash},
                   {"epochs", part.epochsDone},
                   {"batches", part.batchesDone},
                   {"planned", part.plannedEpochs},
                   {"random", part.random},
                   {"epoch_random", part.epochRandom},
                   {"phases", std::move(phases)},
                   {"seconds", part.seconds},
                   {"sampled_epoch", part.sampledEpoch},
                   {"diagnosis", part.diagnosis},
                   {"told_kind", part.toldKind}};
    if (part.bestEpoch) {
        header["best_epoch"] = *part.bestEpoch;
        header["best_loss"] = part.bestLoss;
    }
    return packed(kTrainingMagic, {std::move(header), part.tensors});
}

Result<TrainingPart> trainingFromBytes(std::span<const std::uint8_t> bytes) {
    auto blob = unpacked(kTrainingMagic, bytes);
    if (!blob)
        return blob.error();
    try {
        const auto& header = blob->header;
        TrainingPart part;
        header.at("corpus").get_to(part.corpusHash);
        header.at("epochs").get_to(part.epochsDone);
        header.at("batches").get_to(part.batchesDone);
        header.at("planned").get_to(part.plannedEpochs);
        header.at("random").get_to(part.random);
        header.at("epoch_random").get_to(part.epochRandom);
        header.at("seconds").get_to(part.seconds);
        header.at("sampled_epoch").get_to(part.sampledEpoch);
        part.diagnosis = header.value("diagnosis", json());
        part.toldKind = header.value("told_kind", "");
        for (const auto& phase : header.at("phases"))
            part.phases.push_back({phase.at("steps").get<std::int64_t>(),
                                   phase.at("sum").get<double>(),
                                   phase.at("weight").get<double>()});
        if (header.contains("best_epoch")) {
            part.bestEpoch = header.at("best_epoch").get<int>();
            header.at("best_loss").get_to(part.bestLoss);
        }
        part.tensors = std::move(blob->arrays);
        return part;
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
}

} // namespace leitmotif
