// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json_events.h"
#include "core/runs/recipe_settings.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace leitmotif {

namespace {

struct PresetsOptions {
    std::string name;
    bool isJson = false;
};

void printRecipe(const Recipe& recipe) {
    std::printf("%s: %s\n", recipe.name.c_str(), recipe.title.c_str());
    if (!recipe.origin.empty())
        std::printf("  from: %s\n", recipe.origin.c_str());
    if (!recipe.notes.empty())
        std::printf("  %s\n", recipe.notes.c_str());
    std::printf("\n");
    for (const Setting& setting : recipeSettings()) {
        const auto value = settingValue(recipe, setting.key);
        std::printf("  %-18s %-12s %s\n", std::string(setting.key).c_str(),
                    value ? value->c_str() : "", setting.help);
    }
}

int showPresets(const PresetsOptions& options) {
    if (!options.name.empty()) {
        const auto recipe = preset(options.name);
        if (!recipe)
            return reportError(recipe.error());
        if (options.isJson)
            printJsonLine(toJson(*recipe));
        else
            printRecipe(*recipe);
        return kExitDone;
    }
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Recipe& recipe : presets()) {
        if (options.isJson)
            list.push_back(nlohmann::ordered_json(toJson(recipe)));
        else
            std::printf("%-12s %s\n", recipe.name.c_str(), recipe.title.c_str());
    }
    if (options.isJson)
        printJsonLine({{"presets", list}});
    return kExitDone;
}

} // namespace

void addPresetsCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("presets", "Lists the systems that can be trained");
    auto options = std::make_shared<PresetsOptions>();
    command->add_option("NAME", options->name, "Show the settings of this one");
    command->add_flag("--json", options->isJson, "Print one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return showPresets(*options); }; });
}

} // namespace leitmotif
