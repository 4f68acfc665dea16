// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_actions.h"

#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_tools.h"
#include "ui/roll/roll_words.h"
#include "ui/theme/icons.h"

#include <QActionGroup>
#include <QShortcut>

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kOctave = 12;
constexpr int kVelocityStep = 5;

QList<QKeySequence> keys(std::initializer_list<QKeyCombination> combinations) {
    QList<QKeySequence> list;
    for (const QKeyCombination& combination : combinations)
        list.append(QKeySequence(combination));
    return list;
}

QString toolTipOf(const QString& text, const QList<QKeySequence>& keys) {
    const QString keyText =
        keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
    return keyText.isEmpty() ? text : RollActions::tr("%1 (%2)").arg(text, keyText);
}

} // namespace

RollActions::RollActions(PianoRoll& roll, RollController& controller, RollCommands& commands)
    : QObject(&roll), m_roll(roll), m_controller(controller), m_commands(commands) {
    addClipboard();
    addNoteCommands();
    addLoop();
    addSteps();
    addTools();
    addSnaps();
    addViews();
    addRevisions();
    setRevisable(false, {});
    buildMenus();
    connect(&controller, &RollController::selectionChanged, this, &RollActions::updateEnabled);
    updateEnabled();
    for (const auto signal : {&RollController::scoreReplaced, &RollController::snapChanged})
        connect(&controller, signal, this, &RollActions::showQuantizeSnap);
    connect(&controller, &RollController::trackChanged, this, &RollActions::showQuantizeSnap);
    showQuantizeSnap();
}

QAction* RollActions::add(const char* name, const QString& text, const QList<QKeySequence>& keys,
                          Handler handler, const char* icon) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (icon)
        setIconName(action, QString::fromLatin1(icon));
    action->setToolTip(toolTipOf(text, keys));
    connect(action, &QAction::triggered, this, handler);
    m_roll.addAction(action);
    m_actions.insert(action->objectName(), action);
    return action;
}

void RollActions::addClipboard() {
    add("rollCut", tr("Cut"), keys({Qt::CTRL | Qt::Key_X, Qt::SHIFT | Qt::Key_Delete}), [this] {
        m_commands.cut();
        updateEnabled();
    });
    add("rollCopy", tr("Copy"), keys({Qt::CTRL | Qt::Key_C, Qt::CTRL | Qt::Key_Insert}), [this] {
        m_commands.copy();
        updateEnabled();
    });
    add("rollPaste", tr("Paste at the playhead"),
        keys({Qt::CTRL | Qt::Key_V, Qt::SHIFT | Qt::Key_Insert}), [this] { m_commands.paste(); });
    add("rollDuplicate", tr("Duplicate"), keys({Qt::CTRL | Qt::Key_D}),
        [this] { m_commands.duplicate(); });
    add("rollDelete", tr("Delete"), keys({QKeyCombination(Qt::Key_Delete), Qt::Key_Backspace}),
        [this] { m_commands.deleteSelected(); });
    add("rollSelectAll", tr("Select all"), keys({Qt::CTRL | Qt::Key_A}),
        [this] { m_commands.selectAll(); });
    add("rollDeselect", tr("Deselect"), keys({QKeyCombination(Qt::Key_Escape)}), [this] {
        if (!m_roll.cancelGesture())
            m_commands.deselect();
    });
}

void RollActions::addNoteCommands() {
    add(
        "rollQuantize", tr("Quantize"), keys({QKeyCombination(Qt::Key_Q)}),
        [this] { m_commands.quantize(1.0); }, "quantize");
    add("rollQuantize75", tr("Quantize by three quarters"), {},
        [this] { m_commands.quantize(0.75); });
    add("rollQuantize50", tr("Quantize by half"), {}, [this] { m_commands.quantize(0.5); });
    add("rollSemitoneUp", tr("Semitone up"), keys({QKeyCombination(Qt::Key_Up)}),
        [this] { m_commands.transpose(1); });
    add("rollSemitoneDown", tr("Semitone down"), keys({QKeyCombination(Qt::Key_Down)}),
        [this] { m_commands.transpose(-1); });
    add("rollOctaveUp", tr("Octave up"), keys({Qt::SHIFT | Qt::Key_Up, Qt::CTRL | Qt::Key_Up}),
        [this] { m_commands.transpose(kOctave); });
    add("rollOctaveDown", tr("Octave down"),
        keys({Qt::SHIFT | Qt::Key_Down, Qt::CTRL | Qt::Key_Down}),
        [this] { m_commands.transpose(-kOctave); });
    add("rollNudgeLeft", tr("Move left"), keys({QKeyCombination(Qt::Key_Left)}),
        [this] { m_commands.nudge(-1); });
    add("rollNudgeRight", tr("Move right"), keys({QKeyCombination(Qt::Key_Right)}),
        [this] { m_commands.nudge(1); });
    // Some window managers take Alt for themselves.
    add("rollNudgeFinelyLeft", tr("Move left a little"),
        keys({QKeyCombination(Qt::Key_Less), Qt::ALT | Qt::Key_Left}),
        [this] { m_commands.nudgeFinely(-1); });
    add("rollNudgeFinelyRight", tr("Move right a little"),
        keys({QKeyCombination(Qt::Key_Greater), Qt::ALT | Qt::Key_Right}),
        [this] { m_commands.nudgeFinely(1); });
    add("rollShorter", tr("Shorter"), keys({Qt::SHIFT | Qt::Key_Left}),
        [this] { m_commands.changeLength(-1); });
    add("rollLonger", tr("Longer"), keys({Qt::SHIFT | Qt::Key_Right}),
        [this] { m_commands.changeLength(1); });
    add("rollLouder", tr("Louder"), keys({QKeyCombination(Qt::Key_Plus), Qt::Key_Equal}),
        [this] { m_commands.changeVelocity(kVelocityStep); });
    add("rollSofter", tr("Softer"), keys({QKeyCombination(Qt::Key_Minus)}),
        [this] { m_commands.changeVelocity(-kVelocityStep); });
}

void RollActions::addLoop() {
    QAction* loop = add(
        "rollLoop", tr("Loop the selection"), keys({QKeyCombination(Qt::Key_F11)}),
        [this] { m_commands.loopSelected(); }, "loop");
    loop->setCheckable(true);
    connect(&m_controller, &RollController::sceneChanged, loop,
            [this, loop] { loop->setChecked(m_controller.scene().loop.isOn); });
}

void RollActions::addSteps() {
    add("rollAddNote", tr("Add a note at the cursor"),
        keys({QKeyCombination(Qt::Key_Insert), Qt::Key_N}), [this] { m_commands.addAtCursor(); });
    add("rollNextNote", tr("Next note"), keys({Qt::CTRL | Qt::Key_Right}),
        [this] { m_commands.stepToNote(1, false); });
    add("rollPreviousNote", tr("Previous note"), keys({Qt::CTRL | Qt::Key_Left}),
        [this] { m_commands.stepToNote(-1, false); });
    add("rollExtendRight", tr("Select the next note too"),
        keys({Qt::CTRL | Qt::SHIFT | Qt::Key_Right}), [this] { m_commands.stepToNote(1, true); });
    add("rollExtendLeft", tr("Select the previous note too"),
        keys({Qt::CTRL | Qt::SHIFT | Qt::Key_Left}), [this] { m_commands.stepToNote(-1, true); });
    add("rollFirstNote", tr("First note"), keys({Qt::CTRL | Qt::Key_Home}),
        [this] { m_commands.goToEdge(false); });
    add("rollLastNote", tr("Last note"), keys({Qt::CTRL | Qt::Key_End}),
        [this] { m_commands.goToEdge(true); });
}

void RollActions::addTools() {
    auto* group = new QActionGroup(this);
    for (const RollTool* tool : rollTools()) {
        QAction* action = add(
            tool->actionName().toLatin1().constData(), tool->text(),
            keys({QKeyCombination(tool->key())}), [this, tool] { m_roll.setTool(*tool); },
            tool->icon());
        action->setCheckable(true);
        action->setActionGroup(group);
        const auto showChosen = [this, action, tool] {
            action->setChecked(&m_roll.tool() == tool);
        };
        connect(&m_roll, &PianoRoll::toolChanged, action, showChosen);
        showChosen();
    }
}

void RollActions::addSnaps() {
    const std::initializer_list<std::pair<Snap, Qt::Key>> keyed = {
        {Snap::Bar, Qt::Key_1},    {Snap::Half, Qt::Key_2},      {Snap::Quarter, Qt::Key_3},
        {Snap::Eighth, Qt::Key_4}, {Snap::Sixteenth, Qt::Key_5}, {Snap::ThirtySecond, Qt::Key_6}};
    for (const auto& [snap, key] : keyed) {
        const QByteArray name = "rollSnap" + QByteArray::number(static_cast<int>(snap));
        add(name.constData(), tr("Snap to %1").arg(snapName(snap)), keys({Qt::CTRL | key}),
            [this, snap = snap] { m_roll.setSnap(snap); });
    }
}

void RollActions::addViews() {
    add(
        "rollZoomIn", tr("Zoom in"), keys({Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}),
        [this] { m_roll.zoomIn(); }, "zoom-in");
    add(
        "rollZoomOut", tr("Zoom out"), keys({Qt::CTRL | Qt::Key_Minus}),
        [this] { m_roll.zoomOut(); }, "zoom-out");
    add(
        "rollFit", tr("Show everything"), keys({Qt::CTRL | Qt::Key_0}),
        [this] { m_roll.zoomToFit(); }, "fit");
    for (const char* name : {"rollZoomIn", "rollZoomOut", "rollFit"}) // they are in a menu
        action(QString::fromLatin1(name))->setShortcutContext(Qt::WindowShortcut);
    QAction* follow = add(
        "rollFollow", tr("Follow the playhead"), {},
        [this] { m_roll.setFollowing(action(QStringLiteral("rollFollow"))->isChecked()); },
        "follow");
    follow->setCheckable(true);
    follow->setChecked(m_roll.isFollowing());
    connect(&m_roll, &PianoRoll::followingChanged, follow, &QAction::setChecked);
    QAction* ghosts =
        add("rollGhosts", tr("Show other tracks"), keys({QKeyCombination(Qt::Key_Comma)}), [this] {
            m_controller.setShowsGhosts(action(QStringLiteral("rollGhosts"))->isChecked());
        });
    ghosts->setCheckable(true);
    ghosts->setChecked(true);
}

void RollActions::addRevisions() {
    add("rollFillBars", tr("Fill bars…"), keys({Qt::CTRL | Qt::Key_F}), [this] {
        // Nothing is marked: only the bar of the playhead, as filling replaces notes.
        const RollScene& scene = m_controller.scene();
        const auto here =
            std::min(scene.meter.barAt({static_cast<std::int64_t>(std::max(0.0, scene.playhead))}),
                     scene.score.barCount() - 1);
        const auto [first, last] = m_commands.markedBars().value_or(std::pair(here, here));
        emit m_roll.fillRequested(first, last);
    });
    add(
        "rollRewriteBars", tr("Rewrite bars…"), keys({Qt::CTRL | Qt::Key_R}),
        [this] {
            const auto all = std::pair(std::int64_t{0}, m_controller.scene().score.barCount() - 1);
            const auto [first, last] = m_commands.markedBars().value_or(all);
            emit m_roll.rewriteRequested(first, last);
        },
        "rewrite");
    for (const char* name : {"rollFillBars", "rollRewriteBars"}) {
        QAction* const revision = action(QString::fromLatin1(name));
        revision->setShortcutContext(Qt::WindowShortcut);
        // A disabled action ignores its keys; this shortcut takes them and says why.
        auto* const refusal = new QShortcut(revision->shortcut(), &m_roll);
        connect(refusal, &QShortcut::activated, this,
                [this, revision] { emit m_roll.revisionRefused(revision->toolTip()); });
        connect(revision, &QAction::enabledChanged, refusal,
                [refusal](bool isPossible) { refusal->setEnabled(!isPossible); });
        refusal->setEnabled(false);
    }
}

void RollActions::setRevisable(bool isPossible, const QString& reason) {
    for (const char* name : {"rollFillBars", "rollRewriteBars"}) {
        QAction* const revision = action(QString::fromLatin1(name));
        revision->setEnabled(isPossible);
        revision->setToolTip(isPossible ? toolTipOf(revision->text(), revision->shortcuts())
                                        : reason);
    }
}

QAction* RollActions::action(const QString& name) const {
    QAction* found = m_actions.value(name);
    Q_ASSERT(found);
    return found;
}

QList<QAction*> RollActions::listed(std::initializer_list<const char*> names) {
    QList<QAction*> list;
    for (const char* name : names) {
        if (name) {
            list.append(action(QString::fromLatin1(name)));
            continue;
        }
        auto* separator = new QAction(this);
        separator->setSeparator(true);
        list.append(separator);
    }
    return list;
}

void RollActions::buildMenus() {
    m_edit = listed({"rollCut",
                     "rollCopy",
                     "rollPaste",
                     "rollDuplicate",
                     "rollDelete",
                     nullptr,
                     "rollSelectAll",
                     "rollDeselect",
                     nullptr,
                     "rollQuantize",
                     "rollQuantize75",
                     "rollQuantize50",
                     nullptr,
                     "rollSemitoneUp",
                     "rollSemitoneDown",
                     "rollOctaveUp",
                     "rollOctaveDown",
                     nullptr,
                     "rollNudgeLeft",
                     "rollNudgeRight",
                     "rollNudgeFinelyLeft",
                     "rollNudgeFinelyRight",
                     "rollShorter",
                     "rollLonger",
                     "rollLouder",
                     "rollSofter",
                     nullptr,
                     "rollAddNote",
                     "rollNextNote",
                     "rollPreviousNote",
                     nullptr,
                     "rollFillBars",
                     "rollRewriteBars",
                     nullptr,
                     "rollLoop"});
    m_view = listed({"rollZoomIn", "rollZoomOut", "rollFit", nullptr, "rollFollow", "rollGhosts"});
}

void RollActions::showQuantizeSnap() {
    QAction* const quantize = action(QStringLiteral("rollQuantize"));
    quantize->setText(tr("Quantize to %1").arg(snapName(m_commands.quantizeSnap())));
    quantize->setToolTip(toolTipOf(quantize->text(), quantize->shortcuts()));
}

void RollActions::updateEnabled() {
    const bool hasSelection = !m_controller.scene().selection.isEmpty();
    for (const char* name :
         {"rollCut", "rollCopy", "rollDuplicate", "rollDelete", "rollNudgeFinelyLeft",
          "rollNudgeFinelyRight", "rollShorter", "rollLonger", "rollLouder", "rollSofter"})
        action(QString::fromLatin1(name))->setEnabled(hasSelection);
    action(QStringLiteral("rollPaste"))->setEnabled(m_commands.canPaste());
}

} // namespace leitmotif
