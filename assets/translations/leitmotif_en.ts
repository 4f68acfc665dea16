<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>LossWords</name>
    <message numerus="yes">
        <source>Sample of %1: %Ln note(s), %2</source>
        <translation>
            <numerusform>Sample of %1: %Ln note, %2</numerusform>
            <numerusform>Sample of %1: %Ln notes, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RollCommands</name>
    <message numerus="yes">
        <source>%n note(s) not pasted: their tracks are missing here.</source>
        <translation>
            <numerusform>%n note not pasted: its track is missing here.</numerusform>
            <numerusform>%n notes not pasted: their tracks are missing here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RollWords</name>
    <message numerus="yes">
        <source>%n note(s) fell onto another</source>
        <translation>
            <numerusform>%n note fell onto another</numerusform>
            <numerusform>%n notes fell onto another</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) replaced</source>
        <translation>
            <numerusform>%n note replaced</numerusform>
            <numerusform>%n notes replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) shortened</source>
        <translation>
            <numerusform>%n note shortened</numerusform>
            <numerusform>%n notes shortened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message numerus="yes">
        <source>%1 and %n change(s)</source>
        <translation>
            <numerusform>%1 and %n change</numerusform>
            <numerusform>%1 and %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voice(s)</source>
        <translation>
            <numerusform>%n voice</numerusform>
            <numerusform>%n voices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingProgress</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) done, in training: %2</source>
        <translation>
            <numerusform>%1 of %n run done, in training: %2</numerusform>
            <numerusform>%1 of %n runs done, in training: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n iteration(s)</source>
        <translation>
            <numerusform>%n iteration</numerusform>
            <numerusform>%n iterations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::CandidateBar</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::CompareView</name>
    <message numerus="yes">
        <source>%1 · %Ln note(s), %2</source>
        <translation>
            <numerusform>%1 · %Ln note, %2</numerusform>
            <numerusform>%1 · %Ln notes, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::EditorController</name>
    <message numerus="yes">
        <source>%n note(s) placed from bar %1 on. They are selected; Undo takes them away.</source>
        <translation>
            <numerusform>%n note placed from bar %1 on. It is selected; Undo takes it away.</numerusform>
            <numerusform>%n notes placed from bar %1 on. They are selected; Undo takes them away.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::LatentView</name>
    <message numerus="yes">
        <source>%1 · %Ln note(s)</source>
        <translation>
            <numerusform>%1 · %Ln note</numerusform>
            <numerusform>%1 · %Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::LossPlot</name>
    <message numerus="yes">
        <source>. %n sample(s): arrow keys choose one, Enter plays it.</source>
        <translation>
            <numerusform>. %n sample: arrow keys choose one, Enter plays it.</numerusform>
            <numerusform>. %n samples: arrow keys choose one, Enter plays it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MessageController</name>
    <message numerus="yes">
        <source>%n other file(s) could not be opened.</source>
        <translation>
            <numerusform>%n other file could not be opened.</numerusform>
            <numerusform>%n other files could not be opened.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MoreTakesController</name>
    <message numerus="yes">
        <source>%n new take(s): K keeps one, X throws it away.</source>
        <translation>
            <numerusform>%n new take: K keeps it, X throws it away.</numerusform>
            <numerusform>%n new takes: K keeps one, X throws it away.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MoreTakesDialog</name>
    <message numerus="yes">
        <source>%Ln candidate(s) are drawn in all, which may take a while.</source>
        <translation>
            <numerusform>%Ln candidate is drawn in all, which may take a while.</numerusform>
            <numerusform>%Ln candidates are drawn in all, which may take a while.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::ProvenanceDialog</name>
    <message numerus="yes">
        <source>The run began with the network %1, which had learned from %Ln free work(s), named below with author and licence.</source>
        <translation>
            <numerusform>It began with the network %1, which had learned from %Ln free work, named below with author and licence.</numerusform>
            <numerusform>It began with the network %1, which had learned from %Ln free works, named below with author and licence.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln work(s)</source>
        <translation>
            <numerusform>%Ln work</numerusform>
            <numerusform>%Ln works</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::RemovalController</name>
    <message numerus="yes">
        <source>Run %1 and its %n take(s) are deleted.</source>
        <translation>
            <numerusform>Run %1 and its %n take are deleted.</numerusform>
            <numerusform>Run %1 and its %n takes are deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::ReviseDialog</name>
    <message numerus="yes">
        <source>%n track(s) stay as they are.</source>
        <translation>
            <numerusform>%n track stays as it is.</numerusform>
            <numerusform>%n tracks stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::SourceDetails</name>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n bar</numerusform>
            <numerusform>%n bars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended or left out</source>
        <translation>
            <numerusform>%n thing mended or left out</numerusform>
            <numerusform>%n things mended or left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended</source>
        <translation>
            <numerusform>%n thing mended</numerusform>
            <numerusform>%n things mended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::TakeModel</name>
    <message numerus="yes">
        <source>Longest copied passage: %Ln note(s)</source>
        <translation>
            <numerusform>Longest copied passage: %Ln note</numerusform>
            <numerusform>Longest copied passage: %Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n bar</numerusform>
            <numerusform>%n bars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::TrainPanel</name>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n thread</numerusform>
            <numerusform>%1, %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::Workspace</name>
    <message numerus="yes">
        <source>%n note(s) are chosen; at least %1 are needed to learn from. Add files, tracks or bars.</source>
        <translation>
            <numerusform>%n note is chosen; at least %1 are needed to learn from. Add files, tracks or bars.</numerusform>
            <numerusform>%n notes are chosen; at least %1 are needed to learn from. Add files, tracks or bars.</numerusform>
        </translation>
    </message>
</context>
</TS>
