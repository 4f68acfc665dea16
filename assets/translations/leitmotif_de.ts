<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Words</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 thousand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::LossChart</name>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss (nats per note)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Sample of epoch %1: %n note(s), %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Click to play.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses appear here while a model learns.
Open a MIDI file, then press Train. The lower the curve, the better the model expects the next note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counting notes alone (unigram): %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n-gram: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best: epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation (held out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1: training %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, validation %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::LossPlot</name>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooths the curves; the raw ones stay faintly behind them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No losses yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1: training loss %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, validation loss %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, unigram baseline %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, best epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>. %n sample(s): arrow keys choose one, Enter plays it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MainWindow</name>
    <message>
        <source>Drop to open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to edit yet. Open a MIDI file, or open a take here once the model has made one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (read only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIDI files and projects (*.mid *.midi *.kar *.rmi *.leitmotif *.MID *.MIDI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leitmotif project (*.leitmotif)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIDI file (*.mid);;WAV audio (*.wav);;FLAC audio (*.flac);;Ogg Vorbis audio (*.ogg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a SoundFont</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Leitmotif</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains small music models on your MIDI files and lets you hear them learn. Everything runs on this machine; nothing is uploaded.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model is still learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training and close?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far is kept; the run can be continued later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, keep and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export MIDI or audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Files and training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play or pause	Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop	Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the st&amp;art	Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All notes &amp;off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts	?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Leitmotif</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::RecipeForm</name>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the preset&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor cores to train with. Leave one for sound and window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw the dice for another seed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::RunList</name>
    <message>
        <source>Shown run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run whose losses are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this run and its takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its source has changed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from the last checkpoint as if nothing had come between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>best %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SoundFont</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIDI output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIDI keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: leave room for sound and window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play new takes by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first that is found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for words or keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses: choose a sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses: play the chosen sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses: show the whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes: play or stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes: open in the editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes: delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::SourceDetails</name>
    <message numerus="yes">
        <source>%1 and %n change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bpm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1–%2 bpm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  ♪ melody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voice(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracks to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from these bars only</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>free beat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steady beat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Played freely: bars and beats mean little here, so it is learned in seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended or left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Enough to learn from: %1 notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too little to learn from: %1 notes, at least %2 are needed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::SourcePanel</name>
    <message>
        <source>Open files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this file from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a MIDI file anywhere in this window, or open one. The model learns from its notes, on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a MIDI file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a MIDI file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a demo piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click or Enter shows a file in the editor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::TakeModel</name>
    <message numerus="yes">
        <source>Longest copied passage: %n note(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::TakesPanel</name>
    <message>
        <source>MIDI file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAV audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FLAC audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ogg Vorbis audio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a card into another program as a MIDI file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play new takes by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model makes up appears here, first after a few seconds of training: listen, keep what is good, and see how much of it is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play this take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place at the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export this take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this take</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>leitmotif::TrainPanel</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep what was learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause; nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused in epoch %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this batch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; best: epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Finished: %n epoch(s)%1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped by itself after %n epoch(s), as held-out notes were no longer expected better%1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n epoch(s) and kept%1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interrupted after %n epoch(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open a MIDI file to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Training on the %1 with %n thread(s), %2 weights</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trained on the %1 with %n thread(s), %2 weights</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::TransportBar</name>
    <message>
        <source>To the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the start (Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bar, beat and tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bar : beat : tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast it is played; the score stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SoundFont</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sounds that the notes are played with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All notes off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bpm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a SoundFont file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No SoundFont</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
