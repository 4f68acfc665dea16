// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/engine_loader.h"
#include "app/cli/command.h"
#include "app/cli/command_clock.h"
#include "app/cli/damage_report.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "app/sessions/run_requests.h"
#include "core/base/limits.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/runs/model_family.h"
#include "core/runs/take_choice.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <system_error>
#include <thread>

namespace leitmotif {

namespace {

constexpr int kTriesPerTake = 20; // seeds tried for each take with --max-copy

struct GenerateWords {
    std::string project;
    std::int64_t run = 0;
    std::string epoch = "last";
    int count = 1;
    std::optional<int> bars;
    std::uint64_t seed = 1;
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<std::size_t> maxCopy;
    std::optional<int> candidates;
    std::string infill;               ///< a file with bars to fill
    std::string rewrite;              ///< or to sample again note by note
    std::optional<std::int64_t> from; ///< bars, from 1
    std::optional<std::int64_t> to;
    double share = 0.3;
    std::string start; ///< a file that takes go on from, before bar `from`
    bool isLoop = false;
    bool isOpen = false;
    std::optional<int> passes;
    std::string out;
    bool isJson = false;
};

Result<EpochChoice> epochChoice(const std::string& text) {
    if (text == "best")
        return EpochChoice{EpochChoice::Kind::Best, 0};
    if (text == "last")
        return EpochChoice{EpochChoice::Kind::Last, 0};
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        return Error{ErrorCode::BadArgument, {"--epoch " + text, "a number, best or last"}};
    return EpochChoice{EpochChoice::Kind::Number, number};
}

/// Reports damage; `damage` then becomes kExitBadInput.
Result<LearnedRun> learnedFor(const GenerateWords& options, int& damage) {
    const auto choice = epochChoice(options.epoch);
    if (!choice)
        return choice.error();
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return project.error();
    auto learned = learnedRun(**project, options.run, *choice);
    damage = reportDamage(**project);
    return learned;
}

Result<void> writeTake(const Take& take, const GenerateWords& options) {
    const auto path = std::filesystem::path(options.out) /
                      (fileNameOf(take) + "-s" + std::to_string(take.origin.seed) + ".mid");
    if (const auto done = writeMidiFile(*take.score, path); !done)
        return done.error();
    if (options.isJson) {
        printJsonLine(
            *jsonOf(RunEvent{options.run, TakeSampled{take}},
                    {take.origin.preset, options.project, path.string(), secondsSinceStart()}));
    } else {
        printLine(path.string() + " (" + std::to_string(take.notes) + " notes, " +
                  std::to_string(std::lround(100.0 * take.copied)) + " % copied)");
    }
    return {};
}

/// Samples scores of successive seeds.
using DrawScores = std::function<Result<std::vector<Score>>(std::uint64_t seed, int count)>;

/// Errors: BadArgument; those of readMidiFile().
Result<DrawScores> newTakes(const Sampler& sampler, const Recipe& recipe,
                            const GenerateWords& options, const std::stop_token& stop) {
    GenerateRequest request{options.seed, 1, options.bars.value_or(recipe.sampling.bars),
                            options.temperature.value_or(recipe.sampling.temperature),
                            options.topP.value_or(recipe.sampling.topP)};
    // Options replace the recipe's settings of the published system.
    request.steps = options.bars ? 0 : recipe.sampling.steps;
    request.topK = options.temperature || options.topP ? 0 : recipe.sampling.topK;
    const bool isPlanned = modelFamily(recipe.family).plansTakes;
    if (!isPlanned && (options.isLoop || !options.start.empty()))
        return Error{ErrorCode::BadArgument, {"--continue or --loop", "with runs of base"}};
    if (isPlanned)
        request.end = options.isLoop   ? TakeEnd::Loop
                      : options.isOpen ? TakeEnd::Open
                                       : TakeEnd::Ending;
    if (!options.start.empty()) {
        auto read = readMidiFile(options.start);
        if (!read)
            return read.error();
        const auto bars = read->score.barCount();
        if (options.from.value_or(1) > bars + 1)
            return Error{ErrorCode::NoSuchBars,
                         {options.start, std::to_string(*options.from),
                          std::to_string(*options.from), std::to_string(bars)}};
        request.startBar = options.from ? *options.from - 1 : bars;
        request.start = std::make_shared<const Score>(std::move(read->score));
    }
    return DrawScores([&sampler, stop, request](std::uint64_t seed, int count) mutable {
        request.seed = seed;
        request.count = count;
        return sampler.generate(request, stop);
    });
}

/// Revisions of the file that is to be filled or rewritten. Errors: those of readMidiFile().
Result<DrawScores> revisions(const Sampler& sampler, const Recipe& recipe,
                             const GenerateWords& options, const std::stop_token& stop) {
    auto read = readMidiFile(options.infill.empty() ? options.rewrite : options.infill);
    if (!read)
        return read.error();
    ReviseRequest request;
    request.firstBar = options.from.value_or(1) - 1;
    request.lastBar = options.to.value_or(read->score.barCount()) - 1;
    request.score = std::make_shared<const Score>(std::move(read->score));
    if (options.infill.empty())
        request.share = options.share;
    request.passes = options.passes.value_or(0);
    request.temperature = options.temperature.value_or(recipe.sampling.temperature);
    request.topP = options.topP.value_or(recipe.sampling.topP);
    return DrawScores([&sampler, stop, request](std::uint64_t seed, int count) mutable {
        request.seed = seed;
        request.count = count;
        return sampler.revise(request, stop);
    });
}

/// Makes takes from seed to seed until there are as many as wanted; returns their number. Each is
/// the best of some candidates.
Result<int> makeTakes(const DrawScores& draw, const LearnedRun& learned,
                      const GenerateWords& options, const std::stop_token& stop) {
    const auto& sampling = learned.run.recipe.sampling;
    const auto choice =
        TakeChoice::of(*learned.corpus, options.bars.value_or(sampling.bars),
                       options.maxCopy.value_or(static_cast<std::size_t>(sampling.maxCopy)));
    if (!choice)
        return choice.error();
    const bool revises = !options.infill.empty() || !options.rewrite.empty();
    const int candidates = options.candidates.value_or(revises ? 1 : sampling.candidates);
    std::uint64_t seed = options.seed;
    int made = 0;
    for (int tries = options.count * (options.maxCopy ? kTriesPerTake : 1);
         tries > 0 && made < options.count && !stop.stop_requested(); --tries) {
        auto scores = draw(seed, candidates);
        if (!scores)
            return scores.error();
        if (scores->size() < static_cast<std::size_t>(candidates))
            break; // stopped
        const auto best = candidates > 1 ? choice->best(*scores) : 0;
        const Take take =
            takeOf(learned, choice->copies(), std::move((*scores)[best]), seed + best);
        seed += static_cast<std::uint64_t>(candidates);
        if (options.maxCopy && take.longestCopy > *options.maxCopy)
            continue;
        if (const auto done = writeTake(take, options); !done)
            return done.error();
        ++made;
    }
    return made;
}

/// Turns Ctrl-C into a stop request.
std::jthread stopOnInterrupt(std::stop_source stop) {
    return std::jthread([stop = std::move(stop)](const std::stop_token& quit) mutable {
        while (!quit.stop_requested() && !InterruptWatch::isRaised())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
}

int generate(const GenerateWords& options) {
    const bool revises = !options.infill.empty() || !options.rewrite.empty();
    if (!revises && (options.to || options.passes || (options.from && options.start.empty())))
        return reportError(
            {ErrorCode::BadArgument,
             {"--from, --to or --passes alone", "with --infill, --rewrite or --continue"}});
    const InterruptWatch watch;
    int damage = kExitDone;
    const auto learned = learnedFor(options, damage);
    if (!learned)
        return reportError(learned.error());
    const auto engine = loadEngine();
    if (!engine)
        return reportError(engine.error());
    const auto sampler =
        (*engine)->sampler(learned->checkpoint.weights, {defaultThreads(), "cpu", "auto"});
    if (!sampler)
        return reportError(sampler.error());
    std::error_code code;
    std::filesystem::create_directories(options.out, code);
    std::stop_source stop;
    const auto stopper = stopOnInterrupt(stop);
    const Recipe& recipe = learned->run.recipe;
    const auto draw = revises ? revisions(**sampler, recipe, options, stop.get_token())
                              : newTakes(**sampler, recipe, options, stop.get_token());
    if (!draw)
        return reportError(draw.error());
    const auto made = makeTakes(*draw, *learned, options, stop.get_token());
    if (!made)
        return reportError(made.error());
    if (InterruptWatch::isRaised())
        return kExitInterrupted;
    if (*made == options.count)
        return damage;
    warn("only " + std::to_string(*made) + " of " + std::to_string(options.count) +
         " takes copy at most " + std::to_string(options.maxCopy.value_or(0)) +
         " notes in a row; try another epoch or a higher temperature.");
    return *made > 0 ? damage : kExitRunFailed;
}

void addRevisionOptions(CLI::App& command, GenerateWords& options) {
    auto* infill = command
                       .add_option("--infill", options.infill,
                                   "Fill bars of this MIDI file, in view of those around them; "
                                   "all else stays as it is (runs of base and bilstm)")
                       ->type_name("FILE");
    auto* rewrite = command
                        .add_option("--rewrite", options.rewrite,
                                    "Draw a share of this MIDI file's notes anew, pass by pass "
                                    "(runs of base and bilstm)")
                        ->type_name("FILE")
                        ->excludes(infill);
    command
        .add_option("--from", options.from,
                    "First bar to fill, to rewrite (1 unless given) or to go on with")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    command.add_option("--to", options.to, "Last bar; the last of the file unless given")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    command
        .add_option("--share", options.share, "Of the notes that a pass of --rewrite draws anew")
        ->type_name("SHARE")
        ->check(CLI::Range(0.001, 1.0))
        ->needs(rewrite)
        ->capture_default_str();
    command.add_option("--passes", options.passes, "Over what is filled or rewritten")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000));
}

} // namespace

void addGenerateCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("generate", "Makes music with what a run has learned");
    auto options = std::make_shared<GenerateWords>();
    command->add_option("PROJECT", options->project, "The project that holds the run")->required();
    command->add_option("--run", options->run, "Number of the run, see \"leitmotif runs\"")
        ->type_name("ID")
        ->required();
    command->add_option("--epoch", options->epoch, "A sampled epoch, best or last")
        ->type_name("N|best|last");
    command->add_option("--count", options->count, "How many takes")
        ->type_name("K")
        ->check(CLI::Range(1, kMostTakesAtOnce));
    command->add_option("--bars", options->bars, "Length of a take")
        ->type_name("N")
        ->check(CLI::Range(1, kMostBarsOfTake));
    command->add_option("--seed", options->seed, "Seed of the first take; the next ones follow")
        ->type_name("S");
    command->add_option("--temperature", options->temperature, "Below 1 safe, above 1 daring")
        ->type_name("T")
        ->check(CLI::Range(0.05, 5.0));
    command->add_option("--top-p", options->topP, "Choose among the likeliest notes only")
        ->type_name("P")
        ->check(CLI::Range(0.01, 1.0));
    command
        ->add_option("--candidates", options->candidates,
                     "Draw so many for each take and keep the one nearest to the piece")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    auto* start = command
                      ->add_option("--continue", options->start,
                                   "Go on from this MIDI file, after its end or before bar --from "
                                   "(runs of base)")
                      ->type_name("FILE");
    auto* loop = command->add_flag("--loop", options->isLoop,
                                   "Make takes whose first bar follows the last (runs of base)");
    command
        ->add_flag("--open", options->isOpen,
                   "Stop after the last bar, not as a piece ends (runs of base)")
        ->excludes(loop);
    auto* maxCopy = command
                        ->add_option("--max-copy", options->maxCopy,
                                     "Leave out takes that copy more notes in a row")
                        ->type_name("NOTES");
    addRevisionOptions(*command, *options);
    // The unchanged part of a revised piece may be the source itself.
    for (const char* revision : {"--infill", "--rewrite"}) {
        maxCopy->excludes(command->get_option(revision));
        start->excludes(command->get_option(revision));
        loop->excludes(command->get_option(revision));
    }
    command->add_option("--out", options->out, "Folder for the takes")
        ->type_name("DIR")
        ->required();
    command->add_flag("--json", options->isJson, "Print one JSON object a line");
    command->callback([options, &chosen] { chosen = [options] { return generate(*options); }; });
}

} // namespace leitmotif
