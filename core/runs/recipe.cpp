// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/recipe.h"

#include "core/runs/preset_texts.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <functional>

namespace leitmotif {

namespace {

using nlohmann::json;

/// A setting and how it is read from and written to a recipe as JSON.
struct Field {
    Setting setting;
    std::function<json(const Recipe&)> read;
    std::function<void(Recipe&, const json&)> write; ///< REQUIRES: checked() accepted the value
};

/// `member` is a generic lambda that returns a reference to the recipe's field.
template <class Member>
Field field(Setting setting, Member member) {
    return {std::move(setting), [member](const Recipe& recipe) { return json(member(recipe)); },
            [member](Recipe& recipe, const json& value) { value.get_to(member(recipe)); }};
}

Field tracksField(Setting setting) {
    return {std::move(setting),
            [](const Recipe& recipe) {
                return json(recipe.encoding.mergesTracks ? "merged" : "separate");
            },
            [](Recipe& recipe, const json& value) {
                recipe.encoding.mergesTracks = value == "merged";
            }};
}

Setting whole(std::string_view key, const char* label, const char* help, double minimum,
              double maximum, bool isAdvanced = true) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Whole,
            .minimum = minimum,
            .maximum = maximum,
            .isAdvanced = isAdvanced};
}

Setting number(std::string_view key, const char* label, const char* help, double minimum,
               double maximum) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Number,
            .minimum = minimum,
            .maximum = maximum};
}

Setting choice(std::string_view key, const char* label, const char* help,
               std::vector<std::string> choices) {
    return {.key = key,
            .label = label,
            .help = help,
            .kind = SettingKind::Choice,
            .choices = std::move(choices)};
}

Setting forEncodings(Setting setting, std::vector<std::string_view> encodings) {
    setting.encodings = std::move(encodings);
    return setting;
}

// lupdate collects the texts by this name; the window translates them in context "Recipe".
#define QT_TRANSLATE_NOOP(context, text) text
#define MEMBER(name)                                                                               \
    [](auto& recipe) -> auto& {                                                                    \
        return recipe.name;                                                                        \
    }

/// `setting` as one that only some kinds of models read.
Setting of(std::vector<std::string_view> families, Setting setting) {
    setting.families = std::move(families);
    return setting;
}

// Which models read what not all of them do.
const std::vector<std::string_view> kSampled = {"sequence", "window",   "frames",
                                                "ngram",    "roll-gan", "roll-vae"};
const std::vector<std::string_view> kTokenSampled = {"sequence", "window", "frames", "ngram"};
const std::vector<std::string_view> kJudged = {"sequence", "window", "frames", "roll-vae"};
const std::vector<std::string_view> kWindowed = {"sequence", "window", "frames", "token-gan"};
const std::vector<std::string_view> kDropping = {"sequence", "window", "frames", "token-gan",
                                                 "conditional-gan"};
const std::vector<std::string_view> kTransposing = {"sequence", "window", "frames", "roll-gan"};
const std::vector<std::string_view> kPictures = {"roll-gan", "roll-vae"};
const std::vector<std::string_view> kPictureGan = {"roll-gan"};
const std::vector<std::string_view> kPictureVae = {"roll-vae"};

std::vector<Field> makeFields() {
    constexpr double kLargestSeed = 9007199254740991.0; // exact as a double and in JSON
    return {
        field(whole("epochs", QT_TRANSLATE_NOOP("Recipe", "Epochs"),
                    QT_TRANSLATE_NOOP("Recipe", "How often the whole piece is gone through."), 1,
                    1'000'000, false),
              MEMBER(epochs)),
        field(whole("sample_every", QT_TRANSLATE_NOOP("Recipe", "Sample every"),
                    QT_TRANSLATE_NOOP("Recipe", "Epochs between two samples; 0: no samples."), 0,
                    1'000'000, false),
              MEMBER(sampleEvery)),
        field(whole("bars", QT_TRANSLATE_NOOP("Recipe", "Bars"),
                    QT_TRANSLATE_NOOP("Recipe", "Length of a sample."), 1, 999, false),
              MEMBER(bars)),
        field(of({"window", "token-gan", "conditional-gan"},
                 whole("sample_steps", QT_TRANSLATE_NOOP("Recipe", "Sample steps"),
                       QT_TRANSLATE_NOOP("Recipe", "Length of a sample in tokens, as published; 0: "
                                                   "as many as the bars need."),
                       0, 100'000)),
              MEMBER(sampleSteps)),
        field(
            whole("seed", QT_TRANSLATE_NOOP("Recipe", "Seed"),
                  QT_TRANSLATE_NOOP(
                      "Recipe", "The same seed gives the same losses and samples on this machine."),
                  0, kLargestSeed, false),
            MEMBER(seed)),
        field(of(kSampled,
                 number("temperature", QT_TRANSLATE_NOOP("Recipe", "Temperature"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Below 1 samples play safe, above 1 they take risks."),
                        0.05, 5.0)),
              MEMBER(temperature)),
        field(of(kTokenSampled,
                 number("top_p", QT_TRANSLATE_NOOP("Recipe", "Nucleus (top-p)"),
                        QT_TRANSLATE_NOOP(
                            "Recipe",
                            "Samples choose among the likeliest tokens that together have this "
                            "probability."),
                        0.01, 1.0)),
              MEMBER(topP)),
        field(
            of({"window"},
               whole("top_k", QT_TRANSLATE_NOOP("Recipe", "Top k"),
                     QT_TRANSLATE_NOOP(
                         "Recipe", "Samples choose among so many likeliest tokens, with equal "
                                   "chances; 1: always the likeliest; 0: by their probabilities."),
                     0, 1000)),
            MEMBER(topK)),
        field(number("learning_rate", QT_TRANSLATE_NOOP("Recipe", "Learning rate"),
                     QT_TRANSLATE_NOOP(
                         "Recipe", "Size of a step. Too large diverges, too small learns slowly."),
                     1e-7, 1.0),
              MEMBER(learningRate)),
        field(choice("schedule", QT_TRANSLATE_NOOP("Recipe", "Schedule"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "How the learning rate changes over the planned epochs."),
                     {"cosine", "constant", "decay"}),
              MEMBER(schedule)),
        field(number("decay", QT_TRANSLATE_NOOP("Recipe", "Decay"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "With the schedule decay, the learning rate is divided by 1 "
                                       "+ decay times the steps taken."),
                     0.0, 1.0),
              MEMBER(decay)),
        field(choice("optimizer", QT_TRANSLATE_NOOP("Recipe", "Optimizer"),
                     QT_TRANSLATE_NOOP("Recipe", "How a gradient becomes a step."),
                     {"adamw", "adam", "rmsprop"}),
              MEMBER(optimizer)),
        field(number("weight_decay", QT_TRANSLATE_NOOP("Recipe", "Weight decay"),
                     QT_TRANSLATE_NOOP("Recipe",
                                       "Pulls weights towards 0; against learning by heart."),
                     0.0, 1.0),
              MEMBER(weightDecay)),
        field(of(kDropping,
                 number("dropout", QT_TRANSLATE_NOOP("Recipe", "Dropout"),
                        QT_TRANSLATE_NOOP(
                            "Recipe",
                            "Share of activations left out at random; against learning by heart."),
                        0.0, 0.95)),
              MEMBER(dropout)),
        field(Setting{.key = "ngram",
                      .label = QT_TRANSLATE_NOOP("Recipe", "n-gram mixture"),
                      .help = QT_TRANSLATE_NOOP(
                          "Recipe",
                          "Blend the network with counts of what follows what in the piece. Little "
                          "music teaches more that way."),
                      .kind = SettingKind::Switch,
                      .families = {"sequence"}},
              MEMBER(mixesNgram)),
        field(number("clip", QT_TRANSLATE_NOOP("Recipe", "Gradient limit"),
                     QT_TRANSLATE_NOOP("Recipe", "Largest norm of a gradient; 0: no limit."), 0.0,
                     1000.0),
              MEMBER(clip)),
        field(whole("batch", QT_TRANSLATE_NOOP("Recipe", "Batch"),
                    QT_TRANSLATE_NOOP("Recipe", "Windows learned from at once."), 1, 4096),
              MEMBER(batch)),
        field(of(kWindowed, whole("length", QT_TRANSLATE_NOOP("Recipe", "Window"),
                                  QT_TRANSLATE_NOOP("Recipe", "Tokens in a window."), 8, 8192)),
              MEMBER(length)),
        field(of(kTransposing,
                 whole("transposition", QT_TRANSLATE_NOOP("Recipe", "Transposition"),
                       QT_TRANSLATE_NOOP(
                           "Recipe",
                           "Semitones up and down by which windows are moved at random, so that "
                           "little music teaches more. Drums stay."),
                       0, 24)),
              MEMBER(transposition)),
        field(number("validation", QT_TRANSLATE_NOOP("Recipe", "Validation share"),
                     QT_TRANSLATE_NOOP(
                         "Recipe",
                         "Share of the notes that is held out to see what is understood and what "
                         "only remembered."),
                     0.0, 0.5),
              MEMBER(validation)),
        field(number(
                  "test", QT_TRANSLATE_NOOP("Recipe", "Test share"),
                  QT_TRANSLATE_NOOP("Recipe", "Share of the notes that is held out until the end."),
                  0.0, 0.5),
              MEMBER(test)),
        field(of(kJudged,
                 whole("patience", QT_TRANSLATE_NOOP("Recipe", "Patience"),
                       QT_TRANSLATE_NOOP(
                           "Recipe",
                           "Epochs without a better validation loss before the run stops; 0: "
                           "never."),
                       0, 1'000'000)),
              MEMBER(patience)),
        field(
            number("minutes", QT_TRANSLATE_NOOP("Recipe", "Minutes"),
                   QT_TRANSLATE_NOOP("Recipe", "Stops after so many minutes; 0: by epochs alone."),
                   0.0, 1e6),
            MEMBER(minutes)),
        field(forEncodings(
                  whole("steps_per_beat", QT_TRANSLATE_NOOP("Recipe", "Steps a beat"),
                        QT_TRANSLATE_NOOP(
                            "Recipe", "Grid of the notes; 12 keeps sixteenths and triplets apart."),
                        1, 96),
                  {"events", "chords", "states", "jazz", "frames"}),
              MEMBER(encoding.stepsPerBeat)),
        field(of(kPictures,
                 choice("picture", QT_TRANSLATE_NOOP("Recipe", "Picture"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Fitted: the pitches of the piece and bars of its time "
                                          "signature. Published: 96 pitches and eight beats."),
                        {"fitted", "published"})),
              MEMBER(picture)),
        field(
            of(kPictures, whole("picture_bars", QT_TRANSLATE_NOOP("Recipe", "Bars of a picture"),
                                QT_TRANSLATE_NOOP("Recipe", "Length of a fitted picture."), 1, 8)),
            MEMBER(pictureBars)),
        field(of(kPictureGan,
                 whole("time_shift", QT_TRANSLATE_NOOP("Recipe", "Time shift"),
                       QT_TRANSLATE_NOOP("Recipe",
                                         "Beats by which pictures are moved at random, so that "
                                         "little music teaches more."),
                       0, 16)),
              MEMBER(timeShift)),
        field(
            of(kPictures,
               whole("latent", QT_TRANSLATE_NOOP("Recipe", "Latent size"),
                     QT_TRANSLATE_NOOP("Recipe", "Numbers that a picture is made from."), 1, 4096)),
            MEMBER(latent)),
        field(of(kPictures,
                 choice("noise", QT_TRANSLATE_NOOP("Recipe", "Noise"),
                        QT_TRANSLATE_NOOP("Recipe", "How those numbers are drawn for a sample."),
                        {"normal", "uniform"})),
              MEMBER(noise)),
        field(of(kPictures,
                 number("spread", QT_TRANSLATE_NOOP("Recipe", "Spread"),
                        QT_TRANSLATE_NOOP("Recipe", "Deviation of normal noise, bound of uniform "
                                                    "noise."),
                        0.01, 100.0)),
              MEMBER(spread)),
        field(of(kPictures,
                 number("threshold", QT_TRANSLATE_NOOP("Recipe", "Threshold"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "From which on a pixel of a sample sounds. It is lowered "
                                          "for a sample that would be silent. 0: chosen such that "
                                          "as much sounds as in the piece."),
                        0.0, 1.0)),
              MEMBER(threshold)),
        field(of(kPictures, whole("shortest_run", QT_TRANSLATE_NOOP("Recipe", "Shortest note"),
                                  QT_TRANSLATE_NOOP(
                                      "Recipe", "Columns; shorter notes of a sample are removed."),
                                  1, 12)),
              MEMBER(shortestRun)),
        field(of(kPictureGan, choice("adversarial", QT_TRANSLATE_NOOP("Recipe", "Adversarial loss"),
                                     QT_TRANSLATE_NOOP(
                                         "Recipe", "What generator and discriminator are paid by."),
                                     {"hinge", "cross_entropy"})),
              MEMBER(adversarial)),
        field(of(kPictures,
                 choice("neurons", QT_TRANSLATE_NOOP("Recipe", "Neurons"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Binary: the network learns which pixels sound. Grey: it "
                                          "learns how bright they are, and a threshold decides."),
                        {"binary", "grey"})),
              MEMBER(neurons)),
        field(of(kPictureGan,
                 number("gradient_penalty", QT_TRANSLATE_NOOP("Recipe", "Gradient penalty"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Keeps the discriminator smooth around real pictures."),
                        0.0, 1000.0)),
              MEMBER(gradientPenalty)),
        field(of(kPictureGan,
                 number("average", QT_TRANSLATE_NOOP("Recipe", "Moving average"),
                        QT_TRANSLATE_NOOP("Recipe", "Samples come from the generator's mean over "
                                                    "its last steps; 0: from the last step."),
                        0.0, 0.99999)),
              MEMBER(average)),
        field(of(kPictureVae,
                 number("beta", QT_TRANSLATE_NOOP("Recipe", "Beta"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Weight of the latent code: high gives smooth ways "
                                          "between pictures, low gives exact ones."),
                        0.0, 10.0)),
              MEMBER(beta)),
        field(of(kPictureVae,
                 whole("cycles", QT_TRANSLATE_NOOP("Recipe", "Cycles"),
                       QT_TRANSLATE_NOOP("Recipe", "Times that beta rises from 0 during the run."),
                       0, 1000)),
              MEMBER(cycles)),
        field(of(kPictureVae,
                 number("free_bits", QT_TRANSLATE_NOOP("Recipe", "Free bits"),
                        QT_TRANSLATE_NOOP("Recipe",
                                          "Information of a latent number that costs nothing, so "
                                          "that the code is used."),
                        0.0, 10.0)),
              MEMBER(freeBits)),
        field(Setting{.key = "velocity",
                      .label = QT_TRANSLATE_NOOP("Recipe", "Velocity"),
                      .help = QT_TRANSLATE_NOOP("Recipe", "Learn how hard notes are struck."),
                      .kind = SettingKind::Switch,
                      .encodings = {"events", "states"}},
              MEMBER(encoding.hasVelocity)),
        tracksField(forEncodings(
            choice("tracks", QT_TRANSLATE_NOOP("Recipe", "Tracks"),
                   QT_TRANSLATE_NOOP("Recipe",
                                     "Keep tracks apart, or learn them merged into one part."),
                   {"separate", "merged"}),
            {"events"})),
        field(Setting{.key = "durations",
                      .label = QT_TRANSLATE_NOOP("Recipe", "Durations"),
                      .help = QT_TRANSLATE_NOOP("Recipe", "Learn how long chords last."),
                      .kind = SettingKind::Switch,
                      .encodings = {"chords"}},
              MEMBER(encoding.hasDurations)),
        field(Setting{.key = "rests",
                      .label = QT_TRANSLATE_NOOP("Recipe", "Rests"),
                      .help = QT_TRANSLATE_NOOP("Recipe", "Learn the rests between chords."),
                      .kind = SettingKind::Switch,
                      .encodings = {"chords"}},
              MEMBER(encoding.hasRests)),
    };
}

#undef MEMBER
#undef QT_TRANSLATE_NOOP

const std::vector<Field>& fields() {
    static const std::vector<Field> all = makeFields();
    return all;
}

const Field* findField(std::string_view key) {
    const auto& all = fields();
    const auto found =
        std::ranges::find(all, key, [](const Field& field) { return field.setting.key; });
    return found == all.end() ? nullptr : &*found;
}

/// The shortest text that reads back as the same number.
std::string textOf(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string allowedText(const Setting& setting) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return "whole numbers from " + std::to_string(std::llround(setting.minimum)) + " to " +
               std::to_string(std::llround(setting.maximum));
    case SettingKind::Number:
        return "numbers from " + textOf(setting.minimum) + " to " + textOf(setting.maximum);
    case SettingKind::Switch:
        return "on, off";
    case SettingKind::Choice:
        break;
    }
    std::string text;
    for (const auto& choice : setting.choices)
        text += (text.empty() ? "" : ", ") + choice;
    return text;
}

bool isAllowed(const Setting& setting, const json& value) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return value.is_number_integer() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Number:
        return value.is_number() && value.get<double>() >= setting.minimum &&
               value.get<double>() <= setting.maximum;
    case SettingKind::Switch:
        return value.is_boolean();
    case SettingKind::Choice:
        break;
    }
    return value.is_string() &&
           std::ranges::find(setting.choices, value.get<std::string>()) != setting.choices.end();
}

/// What people write as the JSON value of the setting's kind; null if it is none.
template <class Number>
json parsedNumber(const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? json(value) : json();
}

json parsed(const Setting& setting, const std::string& text) {
    switch (setting.kind) {
    case SettingKind::Whole:
        return parsedNumber<std::int64_t>(text);
    case SettingKind::Number:
        return parsedNumber<double>(text);
    case SettingKind::Switch:
        if (text == "on" || text == "true" || text == "yes" || text == "1")
            return true;
        if (text == "off" || text == "false" || text == "no" || text == "0")
            return false;
        return {};
    case SettingKind::Choice:
        break;
    }
    return text;
}

/// Fields of a recipe that are texts and no settings.
template <class Visitor>
void visitTexts(auto& recipe, Visitor visit) {
    visit("name", recipe.name);
    visit("title", recipe.title);
    visit("origin", recipe.origin);
    visit("notes", recipe.notes);
    visit("family", recipe.family);
    visit("unit", recipe.unit);
    visit("encoding", recipe.encoding.kind);
}

/// A model that is counted and not trained, and the settings of every model that it reads.
constexpr std::string_view kCountedFamily = "ngram";
constexpr std::array<std::string_view, 10> kReadByCounts = {
    "sample_every", "bars", "seed",           "temperature", "top_p",
    "validation",   "test", "steps_per_beat", "velocity",    "tracks"};

/// An empty text if `value` was taken over, else what is wrong with it.
std::string takeOver(Recipe& recipe, const std::string& key, const json& value) {
    if (const auto* field = findField(key)) {
        if (!isAllowed(field->setting, value))
            return key + " is not one of: " + allowedText(field->setting);
        field->write(recipe, value);
        return {};
    }
    if (key == "network") {
        if (!value.is_array() && !value.is_object())
            return "network is neither a list of layers nor lists by name";
        recipe.network = value;
        return {};
    }
    bool isText = false;
    visitTexts(recipe, [&](const char* name, std::string& text) {
        if (key != name)
            return;
        isText = true;
        if (value.is_string())
            text = value.get<std::string>();
    });
    if (!isText)
        return "unknown key " + key;
    return value.is_string() ? std::string() : key + " is not a text";
}

} // namespace

json toJson(const Recipe& recipe) {
    json object = json::object();
    visitTexts(recipe, [&](const char* name, const std::string& text) { object[name] = text; });
    object["network"] = recipe.network;
    for (const auto& field : fields())
        object[std::string(field.setting.key)] = field.read(recipe);
    return object;
}

Result<Recipe> recipeFromJson(const json& object, const std::string& name) {
    if (!object.is_object())
        return Error{ErrorCode::RecipeUnreadable, {name, "not a JSON object"}};
    Recipe recipe;
    recipe.name = name;
    for (const auto& [key, value] : object.items())
        if (const auto complaint = takeOver(recipe, key, value); !complaint.empty())
            return Error{ErrorCode::RecipeUnreadable, {name, complaint}};
    if (recipe.unit != "epochs" && recipe.unit != "iterations")
        return Error{ErrorCode::RecipeUnreadable, {name, "unit is not one of: epochs, iterations"}};
    if (recipe.validation + recipe.test > 0.9)
        return Error{ErrorCode::RecipeUnreadable, {name, "nothing is left to learn from"}};
    return recipe;
}

const std::vector<Setting>& recipeSettings() {
    static const std::vector<Setting> settings = [] {
        std::vector<Setting> all;
        for (const auto& field : fields())
            all.push_back(field.setting);
        return all;
    }();
    return settings;
}

bool appliesTo(const Setting& setting, const Recipe& recipe) {
    if (recipe.family == kCountedFamily &&
        std::ranges::find(kReadByCounts, setting.key) == kReadByCounts.end() &&
        setting.families.empty() && setting.encodings.empty())
        return false;
    const auto isAmong = [](const std::vector<std::string_view>& names, const std::string& name) {
        return names.empty() || std::ranges::find(names, name) != names.end();
    };
    return isAmong(setting.families, recipe.family) &&
           isAmong(setting.encodings, recipe.encoding.kind);
}

Result<std::string> settingValue(const Recipe& recipe, std::string_view key) {
    const auto* field = findField(key);
    if (field == nullptr)
        return Error{ErrorCode::NoSuchSetting, {std::string(key)}};
    const auto value = field->read(recipe);
    switch (field->setting.kind) {
    case SettingKind::Whole:
        return std::to_string(value.get<std::int64_t>());
    case SettingKind::Number:
        return textOf(value.get<double>());
    case SettingKind::Switch:
        return std::string(value.get<bool>() ? "on" : "off");
    case SettingKind::Choice:
        break;
    }
    return value.get<std::string>();
}

Result<void> changeSetting(Recipe& recipe, std::string_view key, const std::string& value) {
    const auto* field = findField(key);
    if (field == nullptr)
        return Error{ErrorCode::NoSuchSetting, {std::string(key)}};
    const auto asJson = parsed(field->setting, value);
    if (!isAllowed(field->setting, asJson))
        return Error{ErrorCode::BadSetting, {std::string(key), value, allowedText(field->setting)}};
    field->write(recipe, asJson);
    return {};
}

const std::vector<Recipe>& presets() {
    static const std::vector<Recipe> all = [] {
        std::vector<Recipe> recipes;
        for (const char* text : presetTexts()) {
            const auto object = json::parse(text);
            auto recipe = recipeFromJson(object, object.at("name").get<std::string>());
            assert(recipe && "a preset file is wrong; tests/core/runs names it");
            recipes.push_back(std::move(*recipe));
        }
        std::ranges::sort(recipes, {}, &Recipe::name);
        return recipes;
    }();
    return all;
}

Result<Recipe> preset(const std::string& name) {
    const auto& all = presets();
    const auto found = std::ranges::find(all, name, &Recipe::name);
    if (found == all.end())
        return Error{ErrorCode::NoSuchPreset, {name}};
    return *found;
}

} // namespace leitmotif
