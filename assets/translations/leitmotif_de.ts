<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Leitmotif</source>
        <translation>Über Leitmotif</translation>
    </message>
    <message>
        <source>Trains small music models on your MIDI files and lets you hear them learn. Everything runs on this machine; nothing is uploaded.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Trainiert kleine Musikmodelle mit Ihren MIDI-Dateien und lässt Sie hören, wie sie lernen. Alles läuft auf diesem Rechner; nichts wird hochgeladen.

Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>What the model makes is silent. Train on, or start again with a lower learning rate.</source>
        <translation>Was das Modell macht, ist stumm. Trainiere weiter oder beginne neu mit kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>The pictures are black: nothing reaches the threshold, and samples sound what is brightest in them. Train on, or start again with a lower learning rate.</source>
        <translation>Die Bilder sind schwarz: Nichts erreicht die Schwelle, und Takes lassen klingen, was in ihnen am hellsten ist. Trainiere weiter oder beginne neu mit kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>The losses grow without end, so nothing is learned any more. Start again with a lower learning rate.</source>
        <translation>Die Verluste wachsen ohne Ende, es wird nichts mehr gelernt. Beginne neu mit kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>The generator paints nearly the same picture every time. Start again with another seed or a lower learning rate.</source>
        <translation>Der Generator malt jedes Mal fast dasselbe Bild. Beginne neu mit einem anderen Startwert oder kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>The discriminator has won: it tells everything apart, and the generator learns nothing more. Go back to an earlier sample.</source>
        <translation>Der Diskriminator hat gewonnen: Er unterscheidet alles, und der Generator lernt nichts mehr. Geh zu einem früheren Take zurück.</translation>
    </message>
    <message>
        <source>The model ignores its latent code, so all samples are alike. Lower beta, or allow more free bits.</source>
        <translation>Das Modell übergeht seinen latenten Code, darum gleichen sich alle Takes. Verkleinere Beta oder erlaube mehr freie Bits.</translation>
    </message>
    <message>
        <source>The newest sample is stuck and repeats itself to its end. Raise the temperature.</source>
        <translation>Der neueste Take hängt fest und wiederholt sich bis zum Ende. Erhöhe die Temperatur.</translation>
    </message>
    <message>
        <source>The model learns by heart: held-out music gets worse while training gets better. The best epoch is behind.</source>
        <translation>Das Modell lernt auswendig: Zurückgehaltene Musik wird schlechter, während das Training besser wird. Die beste Epoche ist vorbei.</translation>
    </message>
    <message>
        <source>That is over for now.</source>
        <translation>Das ist fürs Erste vorbei.</translation>
    </message>
    <message>
        <source>There is very little to learn from. Add files, tracks or bars.</source>
        <translation>Es gibt sehr wenig zum Lernen. Füge Dateien, Spuren oder Takte hinzu.</translation>
    </message>
    <message>
        <source>The generated pictures became alike. Training went back to its last good weights and continues from there.</source>
        <translation>Die erzeugten Bilder wurden einander gleich. Das Training ist zu den letzten guten Gewichten zurückgekehrt und geht von dort weiter.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>%1: cannot be read (%2). Check the name and the rights.</source>
        <translation>%1: kann nicht gelesen werden (%2). Prüfen Sie Namen und Rechte.</translation>
    </message>
    <message>
        <source>%1: cannot be written (%2). Choose another folder or make room on the disk; nothing was replaced.</source>
        <translation>%1: kann nicht geschrieben werden (%2). Wählen Sie einen anderen Ordner oder schaffen Sie Platz; nichts wurde ersetzt.</translation>
    </message>
    <message>
        <source>%1: is too large to be a MIDI file.</source>
        <translation>%1: ist zu groß für eine MIDI-Datei.</translation>
    </message>
    <message>
        <source>%1: is not a MIDI file. Choose a .mid, .midi, .kar or .rmi file.</source>
        <translation>%1: ist keine MIDI-Datei. Wählen Sie eine Datei mit .mid, .midi, .kar oder .rmi.</translation>
    </message>
    <message>
        <source>%1: the file is empty. Export it again from the program it came from.</source>
        <translation>%1: die Datei ist leer. Exportieren Sie sie noch einmal aus dem Programm, aus dem sie kommt.</translation>
    </message>
    <message>
        <source>%1: the file ends in its header. Copy or export it again.</source>
        <translation>%1: die Datei endet in ihrem Kopf. Kopieren oder exportieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>%1: the MIDI data is damaged (%2). Export it again from the program it came from.</source>
        <translation>%1: die MIDI-Daten sind beschädigt (%2). Exportieren Sie sie noch einmal aus dem Programm, aus dem sie kommen.</translation>
    </message>
    <message>
        <source>%1: holds nothing but zeros; copy or download it again.</source>
        <translation>%1: enthält nur Nullen; kopieren Sie die Datei noch einmal oder laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>%1: is a web page, not a MIDI file; open it in a browser and download the file itself.</source>
        <translation>%1: ist eine Webseite und keine MIDI-Datei; öffnen Sie sie im Browser und laden Sie die Datei selbst herunter.</translation>
    </message>
    <message>
        <source>%1: is compressed (%2); unpack it and open the MIDI file inside.</source>
        <translation>%1: ist gepackt (%2); entpacken Sie die Datei und öffnen Sie die MIDI-Datei darin.</translation>
    </message>
    <message>
        <source>%1: is a sound recording (%2), not a MIDI file; only notes can be learned from.</source>
        <translation>%1: ist eine Tonaufnahme (%2) und keine MIDI-Datei; gelernt werden kann nur aus Noten.</translation>
    </message>
    <message>
        <source>%1: is sheet music (%2), not a MIDI file; open it in a notation program and export it as MIDI.</source>
        <translation>%1: ist ein Notenblatt (%2) und keine MIDI-Datei; öffnen Sie es in einem Notensatzprogramm und exportieren Sie es als MIDI.</translation>
    </message>
    <message>
        <source>%1: is a Leitmotif project, not a MIDI file; open it as a project, under a name that ends in .leitmotif.</source>
        <translation>%1: ist ein Leitmotif-Projekt und keine MIDI-Datei; öffnen Sie es als Projekt, unter einem Namen, der auf .leitmotif endet.</translation>
    </message>
    <message>
        <source>%1: is a text file, not a MIDI file.</source>
        <translation>%1: ist eine Textdatei und keine MIDI-Datei.</translation>
    </message>
    <message>
        <source>%1: is another kind of file (%2), not a MIDI file.</source>
        <translation>%1: ist eine Datei anderer Art (%2) und keine MIDI-Datei.</translation>
    </message>
    <message>
        <source>%1: has no notes to learn from. Choose another file or other tracks.</source>
        <translation>%1: enthält keine Noten zum Lernen. Wählen Sie eine andere Datei oder andere Spuren.</translation>
    </message>
    <message>
        <source>%1: has only drums, and this preset leaves drums out. Choose a preset that learns them, such as LSTM, or other tracks.</source>
        <translation>%1: enthält nur Schlagzeug, und diese Vorlage lässt Schlagzeug weg. Wählen Sie eine Vorlage, die es lernt, etwa LSTM, oder andere Spuren.</translation>
    </message>
    <message>
        <source>%1: has %2 notes; at least %3 are needed to learn from. Add files, tracks or bars.</source>
        <translation>%1: hat %2 Noten; zum Lernen sind mindestens %3 nötig. Nehmen Sie Dateien, Spuren oder Takte hinzu.</translation>
    </message>
    <message>
        <source>%1: has %2 frames; at least %3 are needed to learn from. Add files, tracks or bars, or choose more steps a beat.</source>
        <translation>%1: hat %2 Zeitschritte; zum Lernen sind mindestens %3 nötig. Nehmen Sie Dateien, Spuren oder Takte hinzu, oder wählen Sie mehr Schritte je Schlag.</translation>
    </message>
    <message>
        <source>%1: has no track %2; it has %3 tracks.</source>
        <translation>%1: hat keine Spur %2, sondern %3 Spuren.</translation>
    </message>
    <message>
        <source>%1: has no bars %2 to %3; it has %4 bars.</source>
        <translation>%1: hat keine Takte %2 bis %3, sondern %4 Takte.</translation>
    </message>
    <message>
        <source>%1: there is no preset of this name. &quot;leitmotif presets&quot; lists them.</source>
        <translation>%1: eine Vorlage dieses Namens gibt es nicht. „leitmotif presets“ zählt sie auf.</translation>
    </message>
    <message>
        <source>%1: the recipe cannot be read (%2).</source>
        <translation>%1: das Rezept kann nicht gelesen werden (%2).</translation>
    </message>
    <message>
        <source>%1: the recipe has no setting of this name. &quot;leitmotif presets NAME --json&quot; lists them.</source>
        <translation>%1: das Rezept hat keine Einstellung dieses Namens. „leitmotif presets NAME --json“ zählt sie auf.</translation>
    </message>
    <message>
        <source>%1: cannot be %2; allowed: %3.</source>
        <translation>%1: kann nicht %2 sein; erlaubt: %3.</translation>
    </message>
    <message>
        <source>Training is not available: %1. Opening, editing and playing MIDI work without it.</source>
        <translation>Trainieren ist nicht möglich: %1. Öffnen, Bearbeiten und Abspielen gehen auch so.</translation>
    </message>
    <message>
        <source>The loss became infinite in epoch %1, step %2. The run stopped, and its last sound state is kept. Train with a lower learning rate.</source>
        <translation>Der Verlust wurde in Epoche %1, Schritt %2 unendlich. Der Lauf hielt an, sein letzter heiler Stand ist aufbewahrt. Trainieren Sie mit niedrigerer Lernrate.</translation>
    </message>
    <message>
        <source>Training stopped: %1. The last checkpoint is kept.</source>
        <translation>Das Training hielt an: %1. Der letzte Stand bleibt erhalten.</translation>
    </message>
    <message>
        <source>The checkpoint cannot be read (%1).</source>
        <translation>Der gespeicherte Stand kann nicht gelesen werden (%1).</translation>
    </message>
    <message>
        <source>%1: %2 is damaged. &quot;leitmotif check&quot; says what is whole, and with --mend saves it as a new project.</source>
        <translation>%1: beschädigt ist %2. „leitmotif check“ sagt, was heil ist, und speichert es mit --mend als neues Projekt.</translation>
    </message>
    <message>
        <source>%1: the weights of run %2 after epoch %3 are damaged. &quot;leitmotif check&quot; lists the epochs that are whole; choose one of them.</source>
        <translation>%1: was Lauf %2 bis Epoche %3 gelernt hat, ist beschädigt. „leitmotif check“ nennt die Epochen, die heil sind; wählen Sie eine davon.</translation>
    </message>
    <message>
        <source>%1: run %2 cannot go on, as what it would go on from is damaged; nothing was changed. Restore a copy of the project, or train anew. &quot;leitmotif check&quot; says what is whole.</source>
        <translation>%1: Lauf %2 kann nicht weitergehen, denn sein letzter Stand ist beschädigt; nichts wurde geändert. Nehmen Sie eine Kopie des Projekts oder trainieren Sie neu. „leitmotif check“ sagt, was heil ist.</translation>
    </message>
    <message>
        <source>%1: was deleted or replaced while it was open. All of it is kept in %2 and goes on there.</source>
        <translation>%1: wurde gelöscht oder ersetzt, während es offen war. Alles ist in %2 gespeichert, und dort geht es weiter.</translation>
    </message>
    <message>
        <source>%1: may be older than what was done last, as its log %2 is missing. Copy both files together, or close the project before it is copied.</source>
        <translation>%1: kann älter sein als der letzte Stand, denn das Protokoll %2 fehlt. Kopieren Sie beide Dateien zusammen, oder schließen Sie das Projekt vor dem Kopieren.</translation>
    </message>
    <message>
        <source>The text cannot be read: %1.</source>
        <translation>Der Text kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>%1: this device cannot be used here; choose &quot;cpu&quot;.</source>
        <translation>%1: dieses Gerät geht hier nicht; wählen Sie „cpu“.</translation>
    </message>
    <message>
        <source>%1: is not a Leitmotif project or is damaged (%2).</source>
        <translation>%1: ist kein Leitmotif-Projekt oder beschädigt (%2).</translation>
    </message>
    <message>
        <source>%1: was written by a newer Leitmotif (format %2; this one reads up to %3). Nothing was changed; update Leitmotif to open it.</source>
        <translation>%1: stammt von einem neueren Leitmotif (Format %2; dieses liest bis %3). Nichts wurde geändert; mit einem neuen Leitmotif lässt es sich öffnen.</translation>
    </message>
    <message>
        <source>%1: is open in another window of Leitmotif, so it can only be read here. Close the other one or save a copy.</source>
        <translation>%1: ist in einem anderen Fenster von Leitmotif geöffnet und kann hier nur gelesen werden. Schließen Sie das andere oder sichern Sie eine Kopie.</translation>
    </message>
    <message>
        <source>%1: the project cannot be written (%2). Make room on the disk or save it elsewhere.</source>
        <translation>%1: das Projekt kann nicht geschrieben werden (%2). Schaffen Sie Platz oder sichern Sie es anderswo.</translation>
    </message>
    <message>
        <source>%1: something cannot be kept in the project (%2). It is left out; everything else is kept.</source>
        <translation>%1: etwas kann im Projekt nicht behalten werden (%2). Es wird ausgelassen; alles andere bleibt erhalten.</translation>
    </message>
    <message>
        <source>%1: has no run %2. &quot;leitmotif runs&quot; lists them.</source>
        <translation>%1: hat keinen Lauf %2. „leitmotif runs“ zählt sie auf.</translation>
    </message>
    <message>
        <source>%1: run %2 kept no weights of epoch %3; sampled epochs, &quot;best&quot; and &quot;last&quot; can be chosen.</source>
        <translation>%1: Lauf %2 hat keine Gewichte der Epoche %3; wählbar sind Epochen mit Take, „best“ und „last“.</translation>
    </message>
    <message>
        <source>The edit does not fit the score (%1); nothing was changed.</source>
        <translation>Die Änderung passt nicht zu den Noten (%1); nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No sound: %1. Choose another audio driver in the settings.</source>
        <translation>Kein Ton: %1. Wählen Sie in den Einstellungen einen anderen Audiotreiber.</translation>
    </message>
    <message>
        <source>%1: is not a SoundFont that can be loaded. Choose an .sf2 or .sf3 file.</source>
        <translation>%1: ist kein ladbarer SoundFont. Wählen Sie eine .sf2- oder .sf3-Datei.</translation>
    </message>
    <message>
        <source>%1: the MIDI port cannot be used (%2).</source>
        <translation>%1: der MIDI-Anschluss ist nicht benutzbar (%2).</translation>
    </message>
    <message>
        <source>%1: the audio could not be written (%2).</source>
        <translation>%1: der Ton konnte nicht geschrieben werden (%2).</translation>
    </message>
    <message>
        <source>The audio export was cancelled; nothing was written.</source>
        <translation>Der Audioexport wurde abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>%1: files of this kind are not written. Let the name end in one of: %2.</source>
        <translation>%1: Dateien dieser Art werden nicht geschrieben. Der Name muss auf eines von diesen enden: %2.</translation>
    </message>
    <message>
        <source>%1: is not possible here; allowed: %2.</source>
        <translation>%1: ist hier nicht möglich; erlaubt: %2.</translation>
    </message>
    <message>
        <source>The file %1 with the pretrained network is not installed beside the program. Install Leitmotif again, or choose a preset that learns from nothing, such as &quot;lstm&quot;.</source>
        <translation>Die Datei %1 mit dem vortrainierten Netz liegt nicht neben dem Programm. Installieren Sie Leitmotif neu, oder wählen Sie eine Vorlage, die von Grund auf lernt, etwa „lstm“.</translation>
    </message>
</context>
<context>
    <name>ErrorReason</name>
    <message>
        <source>no audio device answers</source>
        <translation>kein Audiogerät antwortet</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt sichern</translation>
    </message>
    <message>
        <source>Leitmotif project (*.leitmotif)</source>
        <translation>Leitmotif-Projekt (*.leitmotif)</translation>
    </message>
    <message>
        <source>MIDI file (*.mid);;WAV audio (*.wav);;FLAC audio (*.flac);;Ogg Vorbis audio (*.ogg)</source>
        <translation>MIDI-Datei (*.mid);;WAV-Audio (*.wav);;FLAC-Audio (*.flac);;Ogg-Vorbis-Audio (*.ogg)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>MIDI files and projects (*.mid *.midi *.kar *.rmi *.leitmotif *.MID *.MIDI)</source>
        <translation>MIDI-Dateien und Projekte (*.mid *.midi *.kar *.rmi *.leitmotif *.MID *.MIDI)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export take</source>
        <translation>Take exportieren</translation>
    </message>
    <message>
        <source>Choose a SoundFont</source>
        <translation>SoundFont wählen</translation>
    </message>
    <message>
        <source>SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)</source>
        <translation>SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Other bytes before the MIDI header were skipped.</source>
        <translation>Andere Bytes vor dem MIDI-Kopf wurden übersprungen.</translation>
    </message>
    <message>
        <source>The header has an unusual length; its six known bytes were used.</source>
        <translation>Der Kopf hat eine ungewöhnliche Länge; seine sechs bekannten Bytes wurden benutzt.</translation>
    </message>
    <message>
        <source>The header gives 0 ticks a beat; it is read as 480.</source>
        <translation>Der Kopf nennt 0 Ticks je Schlag; gelesen werden 480.</translation>
    </message>
    <message>
        <source>The number of tracks in the header (%2) is wrong; all that are there were read.</source>
        <translation>Die Zahl der Spuren im Kopf (%2) stimmt nicht; alle vorhandenen wurden gelesen.</translation>
    </message>
    <message>
        <source>Track %1: its declared length is wrong; it was read to its real end.</source>
        <translation>Spur %1: die angegebene Länge stimmt nicht; gelesen wurde bis zum wirklichen Ende.</translation>
    </message>
    <message>
        <source>Track %1: the file ends in the middle of it; what is there was read.</source>
        <translation>Spur %1: die Datei endet mitten darin; gelesen wurde, was da ist.</translation>
    </message>
    <message>
        <source>Track %1: its end mark is missing; it ends with its last event.</source>
        <translation>Spur %1: die Endmarke fehlt; sie endet mit ihrem letzten Ereignis.</translation>
    </message>
    <message>
        <source>Track %1: events stand behind its end mark; they were kept.</source>
        <translation>Spur %1: hinter der Endmarke stehen Ereignisse; sie blieben erhalten.</translation>
    </message>
    <message>
        <source>Track %1: messages that leave out their status after a meta or sysex event: %2.</source>
        <translation>Spur %1: Nachrichten ohne Status nach einem Meta- oder Sysex-Ereignis: %2.</translation>
    </message>
    <message>
        <source>Track %1: messages with values above 127, of which the lower seven bits were used: %2.</source>
        <translation>Spur %1: Nachrichten mit Werten über 127, von denen die unteren sieben Bits gelten: %2.</translation>
    </message>
    <message>
        <source>Track %1: numbers longer than four bytes: %2.</source>
        <translation>Spur %1: Zahlen mit mehr als vier Bytes: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes that never end and now sound to the end of the track: %2.</source>
        <translation>Spur %1: Noten ohne Ende, die nun bis zum Spurende klingen: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes without an end of their own, ended where their key is struck again: %2.</source>
        <translation>Spur %1: Noten ohne eigenes Ende, beendet, wo ihre Taste wieder angeschlagen wird: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes without an end of their own, ended by a message that ends all notes: %2.</source>
        <translation>Spur %1: Noten ohne eigenes Ende, beendet durch eine Nachricht, die alle Noten beendet: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes that never end, cut to the length of the longest other one: %2.</source>
        <translation>Spur %1: Noten, die nie enden, gekürzt auf die Länge der längsten anderen: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes ended by a note-off one semitone beside their key: %2.</source>
        <translation>Spur %1: Noten, beendet durch ein Note-off einen Halbton neben ihrer Taste: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes ended by note-offs of another track: %2.</source>
        <translation>Spur %1: Noten, beendet durch Note-offs einer anderen Spur: %2.</translation>
    </message>
    <message>
        <source>Track %1: note-offs that end no note, kept without effect: %2.</source>
        <translation>Spur %1: Note-Offs, die keine Note beenden und wirkungslos erhalten bleiben: %2.</translation>
    </message>
    <message>
        <source>Track %1: notes without length: %2.</source>
        <translation>Spur %1: Noten ohne Länge: %2.</translation>
    </message>
    <message>
        <source>Track %1: tempo events of zero, ignored: %2.</source>
        <translation>Spur %1: Tempoangaben von null, nicht beachtet: %2.</translation>
    </message>
    <message>
        <source>Track %1: malformed tempo events, ignored: %2.</source>
        <translation>Spur %1: missgebildete Tempoangaben, nicht beachtet: %2.</translation>
    </message>
    <message>
        <source>Track %1: impossible time signatures, ignored: %2.</source>
        <translation>Spur %1: unmögliche Taktarten, nicht beachtet: %2.</translation>
    </message>
    <message>
        <source>Track %1: impossible key signatures, ignored: %2.</source>
        <translation>Spur %1: unmögliche Tonarten, nicht beachtet: %2.</translation>
    </message>
    <message>
        <source>Track %1: strummed chords, learned as struck at once: %2.</source>
        <translation>Spur %1: gebrochen angeschlagene Akkorde, als gleichzeitig gelernt: %2.</translation>
    </message>
    <message>
        <source>The bars have one beat; %2 of them are learned as one bar.</source>
        <translation>Die Takte haben einen Schlag; je %2 werden als ein Takt gelernt.</translation>
    </message>
    <message>
        <source>Notes between the twelfths of a beat, such as 32nds: %2. Presets with 12 steps a beat or fewer round them.</source>
        <translation>Noten zwischen den Zwölfteln eines Schlages, etwa Zweiunddreißigstel: %2. Vorlagen mit 12 oder weniger Schritten je Schlag runden sie.</translation>
    </message>
    <message>
        <source>Track %1: bytes that belong to no message, left out: %2.</source>
        <translation>Spur %1: Bytes, die zu keiner Nachricht gehören, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Track %1: undefined messages, left out: %2.</source>
        <translation>Spur %1: undefinierte Nachrichten, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Chunks that are no tracks, left out: %2.</source>
        <translation>Abschnitte, die keine Spuren sind, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Track %1: bytes behind its end mark, left out: %2.</source>
        <translation>Spur %1: Bytes hinter der Endmarke, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Track %1: bytes that could not be read, left out: %2.</source>
        <translation>Spur %1: unlesbare Bytes, weggelassen: %2.</translation>
    </message>
    <message>
        <source>Bytes outside of tracks that could not be read, left out: %2.</source>
        <translation>Unlesbare Bytes außerhalb der Spuren, weggelassen: %2.</translation>
    </message>
    <message>
        <source>The music begins in another time signature than most of it has; this beginning is learned as an upbeat.</source>
        <translation>Die Musik beginnt in einer anderen Taktart als der, in der das meiste steht; dieser Anfang wird als Auftakt gelernt.</translation>
    </message>
    <message>
        <source>The file begins with silence in another time signature than most of the music has; it is not learned from.</source>
        <translation>Die Datei beginnt mit Stille in einer anderen Taktart als der, in der das meiste steht; aus ihr wird nichts gelernt.</translation>
    </message>
    <message>
        <source>Track %1: its notes come early or late by a constant time and are learned on the beat; ticks: %2.</source>
        <translation>Spur %1: die Noten kommen um eine gleichbleibende Zeit zu früh oder zu spät und werden auf dem Schlag gelernt; Ticks: %2.</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>C major</source>
        <translation>C-Dur</translation>
    </message>
    <message>
        <source>Db major</source>
        <translation>Des-Dur</translation>
    </message>
    <message>
        <source>D major</source>
        <translation>D-Dur</translation>
    </message>
    <message>
        <source>Eb major</source>
        <translation>Es-Dur</translation>
    </message>
    <message>
        <source>E major</source>
        <translation>E-Dur</translation>
    </message>
    <message>
        <source>F major</source>
        <translation>F-Dur</translation>
    </message>
    <message>
        <source>F# major</source>
        <translation>Fis-Dur</translation>
    </message>
    <message>
        <source>G major</source>
        <translation>G-Dur</translation>
    </message>
    <message>
        <source>Ab major</source>
        <translation>As-Dur</translation>
    </message>
    <message>
        <source>A major</source>
        <translation>A-Dur</translation>
    </message>
    <message>
        <source>Bb major</source>
        <translation>B-Dur</translation>
    </message>
    <message>
        <source>B major</source>
        <translation>H-Dur</translation>
    </message>
    <message>
        <source>C minor</source>
        <translation>c-Moll</translation>
    </message>
    <message>
        <source>C# minor</source>
        <translation>cis-Moll</translation>
    </message>
    <message>
        <source>D minor</source>
        <translation>d-Moll</translation>
    </message>
    <message>
        <source>Eb minor</source>
        <translation>es-Moll</translation>
    </message>
    <message>
        <source>E minor</source>
        <translation>e-Moll</translation>
    </message>
    <message>
        <source>F minor</source>
        <translation>f-Moll</translation>
    </message>
    <message>
        <source>F# minor</source>
        <translation>fis-Moll</translation>
    </message>
    <message>
        <source>G minor</source>
        <translation>g-Moll</translation>
    </message>
    <message>
        <source>G# minor</source>
        <translation>gis-Moll</translation>
    </message>
    <message>
        <source>A minor</source>
        <translation>a-Moll</translation>
    </message>
    <message>
        <source>Bb minor</source>
        <translation>b-Moll</translation>
    </message>
    <message>
        <source>B minor</source>
        <translation>h-Moll</translation>
    </message>
</context>
<context>
    <name>LatentSheet</name>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>gelernt</translation>
    </message>
    <message>
        <source>What the decoder makes</source>
        <translation>Was der Decoder macht</translation>
    </message>
    <message>
        <source>Where the music lies (%1 % of its spread is in this plane)</source>
        <translation>Wo die Musik liegt (%1 % ihrer Streuung liegen in dieser Ebene)</translation>
    </message>
    <message>
        <source>Where the music lies</source>
        <translation>Wo die Musik liegt</translation>
    </message>
</context>
<context>
    <name>LossOverlay</name>
    <message>
        <source>Losses appear here while a model learns.
Open a MIDI file, then press Train. The lower the curve, the better the model expects the next note.</source>
        <translation>Hier erscheinen die Verluste, während ein Modell lernt.
Öffnen Sie eine MIDI-Datei und drücken Sie Trainieren. Je tiefer die Kurve, desto besser erwartet das Modell die nächste Note.</translation>
    </message>
    <message>
        <source>counting notes alone (unigram): %1</source>
        <translation>nur gezählt (Unigramm): %1</translation>
    </message>
    <message>
        <source>n-gram: %1</source>
        <translation>N-Gramm: %1</translation>
    </message>
    <message>
        <source>counting alone, of hidden notes: %1</source>
        <translation>Zählen allein, bei verdeckten Noten: %1</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>beste: %1</translation>
    </message>
</context>
<context>
    <name>LossWords</name>
    <message>
        <source>loss against the opponent</source>
        <translation>Verlust gegen den Gegner</translation>
    </message>
    <message>
        <source>loss (nats per hidden note)</source>
        <translation>Verlust (Nats je verdeckter Note)</translation>
    </message>
    <message>
        <source>loss (nats per note)</source>
        <translation>Verlust (Nats je Note)</translation>
    </message>
    <message>
        <source>loss of the picture (nats per note)</source>
        <translation>Verlust am Bild (Nats je Note)</translation>
    </message>
    <message>
        <source>a take of every %1</source>
        <translation>ein Take jeder %1</translation>
    </message>
    <message>
        <source>a take every %1, of the best and of the last</source>
        <translation>ein Take alle %1, dazu der besten und der letzten</translation>
    </message>
    <message>
        <source>a take every %1, and of the last</source>
        <translation>ein Take alle %1, dazu der letzten</translation>
    </message>
    <message numerus="yes">
        <source>Sample of %1: %Ln note(s), %2</source>
        <translation>
            <numerusform>Take der %1: %Ln Note, %2</numerusform>
            <numerusform>Take der %1: %Ln Noten, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Grand piano</source>
        <translation>Flügel</translation>
    </message>
    <message>
        <source>Bright piano</source>
        <translation>Heller Flügel</translation>
    </message>
    <message>
        <source>Electric grand</source>
        <translation>Elektrischer Flügel</translation>
    </message>
    <message>
        <source>Honky-tonk piano</source>
        <translation>Honky-Tonk-Klavier</translation>
    </message>
    <message>
        <source>Electric piano 1</source>
        <translation>E-Piano 1</translation>
    </message>
    <message>
        <source>Electric piano 2</source>
        <translation>E-Piano 2</translation>
    </message>
    <message>
        <source>Harpsichord</source>
        <translation>Cembalo</translation>
    </message>
    <message>
        <source>Clavinet</source>
        <translation>Clavinet</translation>
    </message>
    <message>
        <source>Celesta</source>
        <translation>Celesta</translation>
    </message>
    <message>
        <source>Glockenspiel</source>
        <translation>Glockenspiel</translation>
    </message>
    <message>
        <source>Music box</source>
        <translation>Spieldose</translation>
    </message>
    <message>
        <source>Vibraphone</source>
        <translation>Vibraphon</translation>
    </message>
    <message>
        <source>Marimba</source>
        <translation>Marimba</translation>
    </message>
    <message>
        <source>Xylophone</source>
        <translation>Xylophon</translation>
    </message>
    <message>
        <source>Tubular bells</source>
        <translation>Röhrenglocken</translation>
    </message>
    <message>
        <source>Dulcimer</source>
        <translation>Hackbrett</translation>
    </message>
    <message>
        <source>Drawbar organ</source>
        <translation>Zugriegelorgel</translation>
    </message>
    <message>
        <source>Percussive organ</source>
        <translation>Perkussive Orgel</translation>
    </message>
    <message>
        <source>Rock organ</source>
        <translation>Rockorgel</translation>
    </message>
    <message>
        <source>Church organ</source>
        <translation>Kirchenorgel</translation>
    </message>
    <message>
        <source>Reed organ</source>
        <translation>Harmonium</translation>
    </message>
    <message>
        <source>Accordion</source>
        <translation>Akkordeon</translation>
    </message>
    <message>
        <source>Harmonica</source>
        <translation>Mundharmonika</translation>
    </message>
    <message>
        <source>Tango accordion</source>
        <translation>Bandoneon</translation>
    </message>
    <message>
        <source>Nylon guitar</source>
        <translation>Nylongitarre</translation>
    </message>
    <message>
        <source>Steel guitar</source>
        <translation>Stahlgitarre</translation>
    </message>
    <message>
        <source>Jazz guitar</source>
        <translation>Jazzgitarre</translation>
    </message>
    <message>
        <source>Clean guitar</source>
        <translation>Klare E-Gitarre</translation>
    </message>
    <message>
        <source>Muted guitar</source>
        <translation>Gedämpfte Gitarre</translation>
    </message>
    <message>
        <source>Overdriven guitar</source>
        <translation>Übersteuerte Gitarre</translation>
    </message>
    <message>
        <source>Distortion guitar</source>
        <translation>Verzerrte Gitarre</translation>
    </message>
    <message>
        <source>Guitar harmonics</source>
        <translation>Gitarrenflageolett</translation>
    </message>
    <message>
        <source>Acoustic bass</source>
        <translation>Kontrabass gezupft</translation>
    </message>
    <message>
        <source>Finger bass</source>
        <translation>E-Bass (Finger)</translation>
    </message>
    <message>
        <source>Pick bass</source>
        <translation>E-Bass (Plektrum)</translation>
    </message>
    <message>
        <source>Fretless bass</source>
        <translation>Bundloser Bass</translation>
    </message>
    <message>
        <source>Slap bass 1</source>
        <translation>Slap-Bass 1</translation>
    </message>
    <message>
        <source>Slap bass 2</source>
        <translation>Slap-Bass 2</translation>
    </message>
    <message>
        <source>Synth bass 1</source>
        <translation>Synth-Bass 1</translation>
    </message>
    <message>
        <source>Synth bass 2</source>
        <translation>Synth-Bass 2</translation>
    </message>
    <message>
        <source>Violin</source>
        <translation>Violine</translation>
    </message>
    <message>
        <source>Viola</source>
        <translation>Viola</translation>
    </message>
    <message>
        <source>Cello</source>
        <translation>Cello</translation>
    </message>
    <message>
        <source>Contrabass</source>
        <translation>Kontrabass</translation>
    </message>
    <message>
        <source>Tremolo strings</source>
        <translation>Streicher tremolo</translation>
    </message>
    <message>
        <source>Pizzicato strings</source>
        <translation>Streicher pizzicato</translation>
    </message>
    <message>
        <source>Harp</source>
        <translation>Harfe</translation>
    </message>
    <message>
        <source>Timpani</source>
        <translation>Pauken</translation>
    </message>
    <message>
        <source>Strings 1</source>
        <translation>Streicher 1</translation>
    </message>
    <message>
        <source>Strings 2</source>
        <translation>Streicher 2</translation>
    </message>
    <message>
        <source>Synth strings 1</source>
        <translation>Synth-Streicher 1</translation>
    </message>
    <message>
        <source>Synth strings 2</source>
        <translation>Synth-Streicher 2</translation>
    </message>
    <message>
        <source>Choir aahs</source>
        <translation>Chor Aah</translation>
    </message>
    <message>
        <source>Voice oohs</source>
        <translation>Stimmen Ooh</translation>
    </message>
    <message>
        <source>Synth voice</source>
        <translation>Synth-Stimme</translation>
    </message>
    <message>
        <source>Orchestra hit</source>
        <translation>Orchesterschlag</translation>
    </message>
    <message>
        <source>Trumpet</source>
        <translation>Trompete</translation>
    </message>
    <message>
        <source>Trombone</source>
        <translation>Posaune</translation>
    </message>
    <message>
        <source>Tuba</source>
        <translation>Tuba</translation>
    </message>
    <message>
        <source>Muted trumpet</source>
        <translation>Gedämpfte Trompete</translation>
    </message>
    <message>
        <source>French horn</source>
        <translation>Horn</translation>
    </message>
    <message>
        <source>Brass section</source>
        <translation>Blechbläser</translation>
    </message>
    <message>
        <source>Synth brass 1</source>
        <translation>Synth-Bläser 1</translation>
    </message>
    <message>
        <source>Synth brass 2</source>
        <translation>Synth-Bläser 2</translation>
    </message>
    <message>
        <source>Soprano sax</source>
        <translation>Sopransaxophon</translation>
    </message>
    <message>
        <source>Alto sax</source>
        <translation>Altsaxophon</translation>
    </message>
    <message>
        <source>Tenor sax</source>
        <translation>Tenorsaxophon</translation>
    </message>
    <message>
        <source>Baritone sax</source>
        <translation>Baritonsaxophon</translation>
    </message>
    <message>
        <source>Oboe</source>
        <translation>Oboe</translation>
    </message>
    <message>
        <source>English horn</source>
        <translation>Englischhorn</translation>
    </message>
    <message>
        <source>Bassoon</source>
        <translation>Fagott</translation>
    </message>
    <message>
        <source>Clarinet</source>
        <translation>Klarinette</translation>
    </message>
    <message>
        <source>Piccolo</source>
        <translation>Piccoloflöte</translation>
    </message>
    <message>
        <source>Flute</source>
        <translation>Flöte</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>Blockflöte</translation>
    </message>
    <message>
        <source>Pan flute</source>
        <translation>Panflöte</translation>
    </message>
    <message>
        <source>Blown bottle</source>
        <translation>Angeblasene Flasche</translation>
    </message>
    <message>
        <source>Shakuhachi</source>
        <translation>Shakuhachi</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>Pfeifen</translation>
    </message>
    <message>
        <source>Ocarina</source>
        <translation>Okarina</translation>
    </message>
    <message>
        <source>Square lead</source>
        <translation>Rechteck-Lead</translation>
    </message>
    <message>
        <source>Saw lead</source>
        <translation>Sägezahn-Lead</translation>
    </message>
    <message>
        <source>Calliope lead</source>
        <translation>Calliope-Lead</translation>
    </message>
    <message>
        <source>Chiff lead</source>
        <translation>Chiff-Lead</translation>
    </message>
    <message>
        <source>Charang lead</source>
        <translation>Charang-Lead</translation>
    </message>
    <message>
        <source>Voice lead</source>
        <translation>Stimmen-Lead</translation>
    </message>
    <message>
        <source>Fifths lead</source>
        <translation>Quinten-Lead</translation>
    </message>
    <message>
        <source>Bass and lead</source>
        <translation>Bass und Lead</translation>
    </message>
    <message>
        <source>New age pad</source>
        <translation>New-Age-Fläche</translation>
    </message>
    <message>
        <source>Warm pad</source>
        <translation>Warme Fläche</translation>
    </message>
    <message>
        <source>Polysynth pad</source>
        <translation>Polysynth-Fläche</translation>
    </message>
    <message>
        <source>Choir pad</source>
        <translation>Chorfläche</translation>
    </message>
    <message>
        <source>Bowed pad</source>
        <translation>Gestrichene Fläche</translation>
    </message>
    <message>
        <source>Metallic pad</source>
        <translation>Metallische Fläche</translation>
    </message>
    <message>
        <source>Halo pad</source>
        <translation>Halo-Fläche</translation>
    </message>
    <message>
        <source>Sweep pad</source>
        <translation>Sweep-Fläche</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Regen</translation>
    </message>
    <message>
        <source>Soundtrack</source>
        <translation>Filmmusik</translation>
    </message>
    <message>
        <source>Crystal</source>
        <translation>Kristall</translation>
    </message>
    <message>
        <source>Atmosphere</source>
        <translation>Atmosphäre</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Goblins</source>
        <translation>Kobolde</translation>
    </message>
    <message>
        <source>Echoes</source>
        <translation>Echos</translation>
    </message>
    <message>
        <source>Sci-fi</source>
        <translation>Science-Fiction</translation>
    </message>
    <message>
        <source>Sitar</source>
        <translation>Sitar</translation>
    </message>
    <message>
        <source>Banjo</source>
        <translation>Banjo</translation>
    </message>
    <message>
        <source>Shamisen</source>
        <translation>Shamisen</translation>
    </message>
    <message>
        <source>Koto</source>
        <translation>Koto</translation>
    </message>
    <message>
        <source>Kalimba</source>
        <translation>Kalimba</translation>
    </message>
    <message>
        <source>Bagpipe</source>
        <translation>Dudelsack</translation>
    </message>
    <message>
        <source>Fiddle</source>
        <translation>Fiedel</translation>
    </message>
    <message>
        <source>Shanai</source>
        <translation>Shanai</translation>
    </message>
    <message>
        <source>Tinkle bell</source>
        <translation>Glöckchen</translation>
    </message>
    <message>
        <source>Agogo</source>
        <translation>Agogo</translation>
    </message>
    <message>
        <source>Steel drums</source>
        <translation>Steel Drums</translation>
    </message>
    <message>
        <source>Woodblock</source>
        <translation>Holzblock</translation>
    </message>
    <message>
        <source>Taiko drum</source>
        <translation>Taiko</translation>
    </message>
    <message>
        <source>Melodic tom</source>
        <translation>Melodietom</translation>
    </message>
    <message>
        <source>Synth drum</source>
        <translation>Synth-Trommel</translation>
    </message>
    <message>
        <source>Reverse cymbal</source>
        <translation>Becken rückwärts</translation>
    </message>
    <message>
        <source>Guitar fret noise</source>
        <translation>Griffgeräusch</translation>
    </message>
    <message>
        <source>Breath noise</source>
        <translation>Atemgeräusch</translation>
    </message>
    <message>
        <source>Seashore</source>
        <translation>Meeresrauschen</translation>
    </message>
    <message>
        <source>Bird tweet</source>
        <translation>Vogelzwitschern</translation>
    </message>
    <message>
        <source>Telephone ring</source>
        <translation>Telefonklingeln</translation>
    </message>
    <message>
        <source>Helicopter</source>
        <translation>Hubschrauber</translation>
    </message>
    <message>
        <source>Applause</source>
        <translation>Applaus</translation>
    </message>
    <message>
        <source>Gunshot</source>
        <translation>Schuss</translation>
    </message>
</context>
<context>
    <name>ProjectRun</name>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>%1 (run %2)</source>
        <translation>%1 (Lauf %2)</translation>
    </message>
    <message>
        <source>Run %1: %2 · %3</source>
        <translation>Lauf %1: %2 · %3</translation>
    </message>
    <message>
        <source>stopped at its limit</source>
        <translation>an seiner Grenze angehalten</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Kleiner</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Suchen in:</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Übergeordneter Ordner</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Zum übergeordneten Ordner</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Einen neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Als Liste zeigen</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Mit Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Art der Dateien:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Auswählen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Versteckte Dateien zeigen</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Neuer Ordner</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Zuletzt besucht</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 gibt es schon.
Soll es ersetzt werden?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Die Datei gibt es nicht.
Bitte den Namen prüfen.</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Geändert am</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Runter</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>A model is still learning. Stop training and close?</source>
        <translation>Ein Modell lernt noch. Training anhalten und schließen?</translation>
    </message>
    <message>
        <source>What was learned so far is kept; the run can be continued later.</source>
        <translation>Was bisher gelernt wurde, bleibt erhalten; der Lauf kann später fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Stop, keep and close</source>
        <translation>Beenden, behalten und schließen</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>Weiter trainieren</translation>
    </message>
    <message>
        <source>Untitled project</source>
        <translation>Projekt ohne Namen</translation>
    </message>
    <message>
        <source>Save this project before leaving it?</source>
        <translation>Dieses Projekt sichern, bevor es verlassen wird?</translation>
    </message>
    <message>
        <source>It has no name yet. Discarded, its runs and takes are gone for good; the MIDI files on the disk stay.</source>
        <translation>Es hat noch keinen Namen. Wird es verworfen, sind seine Läufe und Takes endgültig fort; die MIDI-Dateien auf der Platte bleiben.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often the whole piece is gone through.</source>
        <translation>Wie oft das ganze Stück durchgegangen wird.</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>Take alle</translation>
    </message>
    <message>
        <source>Length of a sample.</source>
        <translation>Länge eines Takes.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed gives the same losses and samples on this machine.</source>
        <translation>Derselbe Startwert ergibt auf diesem Rechner dieselben Verluste und Takes.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Below 1 samples play safe, above 1 they take risks.</source>
        <translation>Unter 1 bleiben Takes vorsichtig, über 1 wagen sie etwas.</translation>
    </message>
    <message>
        <source>Nucleus (top-p)</source>
        <translation>Nucleus (top-p)</translation>
    </message>
    <message>
        <source>Samples choose among the likeliest tokens that together have this probability.</source>
        <translation>Takes wählen unter den wahrscheinlichsten Zeichen, die zusammen diese Wahrscheinlichkeit haben.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Size of a step. Too large diverges, too small learns slowly.</source>
        <translation>Größe eines Schritts. Zu groß läuft davon, zu klein lernt langsam.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How the learning rate changes over the planned epochs.</source>
        <translation>Wie sich die Lernrate über die geplanten Epochen ändert.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How a gradient becomes a step.</source>
        <translation>Wie aus einem Gradienten ein Schritt wird.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsschwund</translation>
    </message>
    <message>
        <source>Pulls weights towards 0; against learning by heart.</source>
        <translation>Zieht Gewichte gegen 0; gegen Auswendiglernen.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of activations left out at random; against learning by heart.</source>
        <translation>Anteil zufällig ausgelassener Aktivierungen; gegen Auswendiglernen.</translation>
    </message>
    <message>
        <source>Gradient limit</source>
        <translation>Gradientengrenze</translation>
    </message>
    <message>
        <source>Largest norm of a gradient; 0: no limit.</source>
        <translation>Größte Norm eines Gradienten; 0: keine Grenze.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Windows learned from at once.</source>
        <translation>Fenster, aus denen zugleich gelernt wird.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tokens in a window.</source>
        <translation>Zeichen in einem Fenster.</translation>
    </message>
    <message>
        <source>Transposition</source>
        <translation>Transposition</translation>
    </message>
    <message>
        <source>Semitones up and down by which windows are moved at random, so that little music teaches more. Drums stay.</source>
        <translation>Halbtöne auf und ab, um die Fenster zufällig verschoben werden, damit wenig Musik mehr lehrt. Schlagzeug bleibt.</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Prüfanteil</translation>
    </message>
    <message>
        <source>Share of the notes that is held out to see what is understood and what only remembered.</source>
        <translation>Anteil der Noten, der zurückgehalten wird, um zu sehen, was verstanden und was nur gemerkt ist.</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Testanteil</translation>
    </message>
    <message>
        <source>Share of the notes that is held out until the end.</source>
        <translation>Anteil der Noten, der bis zum Ende zurückgehalten wird.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Epochs without a better validation loss before the run stops; 0: never.</source>
        <translation>Epochen ohne besseren Prüfverlust, bis der Lauf anhält; 0: nie.</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Steps a beat</source>
        <translation>Schritte je Schlag</translation>
    </message>
    <message>
        <source>Grid of the notes; 12 keeps sixteenths and triplets apart, 16 or 24 hold 32nds, 48 and more how a player plays them. 0: 12, or more where the music needs it.</source>
        <translation>Raster der Noten; 12 hält Sechzehntel und Triolen auseinander, 16 oder 24 fassen Zweiunddreißigstel, 48 und mehr auch, wie ein Spieler sie spielt. 0: 12, oder mehr, wo die Musik es braucht.</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>Learn how hard notes are struck.</source>
        <translation>Lernen, wie stark Noten angeschlagen werden.</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Keep tracks apart, or learn them merged into one part.</source>
        <translation>Spuren getrennt halten oder zu einer Stimme vereint lernen.</translation>
    </message>
    <message>
        <source>Sample steps</source>
        <translation>Schritte je Take</translation>
    </message>
    <message>
        <source>Length of a sample in tokens, as published; 0: as many as the bars need.</source>
        <translation>Länge eines Takes in Tokens, wie veröffentlicht; 0: so viele, wie die Takte brauchen.</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Samples choose among so many likeliest tokens, with equal chances; 1: always the likeliest; 0: by their probabilities.</source>
        <translation>Takes wählen mit gleicher Chance unter so vielen wahrscheinlichsten Tokens; 1: immer das wahrscheinlichste; 0: nach ihren Wahrscheinlichkeiten.</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>Abnahme</translation>
    </message>
    <message>
        <source>With the schedule decay, the learning rate is divided by 1 + decay times the steps taken.</source>
        <translation>Im Verlauf „decay“ wird die Lernrate durch 1 + Abnahme mal Schrittzahl geteilt.</translation>
    </message>
    <message>
        <source>n-gram mixture</source>
        <translation>N-Gramm-Mischung</translation>
    </message>
    <message>
        <source>Blend the network with counts of what follows what in the piece. Little music teaches more that way.</source>
        <translation>Mischt das Netz mit Zählungen, was im Stück auf was folgt. So lehrt wenig Musik mehr.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Fitted: the pitches of the piece and bars of its time signature. Published: 96 pitches and eight beats.</source>
        <translation>Angepasst: die Tonhöhen des Stücks und Takte seiner Taktart. Veröffentlicht: 96 Tonhöhen und acht Schläge.</translation>
    </message>
    <message>
        <source>Bars of a picture</source>
        <translation>Takte je Bild</translation>
    </message>
    <message>
        <source>Length of a fitted picture.</source>
        <translation>Länge eines angepassten Bildes.</translation>
    </message>
    <message>
        <source>Time shift</source>
        <translation>Zeitverschiebung</translation>
    </message>
    <message>
        <source>Beats by which pictures are moved at random, so that little music teaches more.</source>
        <translation>Schläge, um die Bilder zufällig verschoben werden, damit wenig Musik mehr lehrt.</translation>
    </message>
    <message>
        <source>Latent size</source>
        <translation>Latente Größe</translation>
    </message>
    <message>
        <source>Numbers that a picture is made from.</source>
        <translation>Zahlen, aus denen ein Bild gemacht wird.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>How those numbers are drawn for a sample.</source>
        <translation>Wie diese Zahlen für einen Take gezogen werden.</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Deviation of normal noise, bound of uniform noise.</source>
        <translation>Abweichung normalen Rauschens, Grenze gleichverteilten Rauschens.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>From which on a pixel of a sample sounds. It is lowered for a sample that would be silent. 0: chosen such that as much sounds as in the piece.</source>
        <translation>Ab der ein Bildpunkt eines Takes klingt. Für einen Take, der stumm wäre, wird sie gesenkt. 0: so gewählt, dass so viel klingt wie im Stück.</translation>
    </message>
    <message>
        <source>Shortest note</source>
        <translation>Kürzeste Note</translation>
    </message>
    <message>
        <source>Columns; shorter notes of a sample are removed.</source>
        <translation>Spalten; kürzere Noten eines Takes werden entfernt.</translation>
    </message>
    <message>
        <source>Adversarial loss</source>
        <translation>Gegnerischer Verlust</translation>
    </message>
    <message>
        <source>What generator and discriminator are paid by.</source>
        <translation>Wonach Generator und Diskriminator bewertet werden.</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Binary: the network learns which pixels sound. Grey: it learns how bright they are, and a threshold decides.</source>
        <translation>Binär: Das Netz lernt, welche Punkte klingen. Grau: Es lernt, wie hell sie sind, und eine Schwelle entscheidet.</translation>
    </message>
    <message>
        <source>Gradient penalty</source>
        <translation>Gradientenstrafe</translation>
    </message>
    <message>
        <source>Keeps the discriminator smooth around real pictures.</source>
        <translation>Hält den Diskriminator um echte Bilder herum glatt.</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>Nachmalen</translation>
    </message>
    <message>
        <source>Weight of reconstructing real pictures, beside fooling the discriminator; 0: the generator never does.</source>
        <translation>Gewicht der Rekonstruktion echter Bilder neben dem Täuschen des Diskriminators; 0: der Generator rekonstruiert nie.</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Gleichgewicht</translation>
    </message>
    <message>
        <source>The discriminator rests while it tells more than this share of the pictures apart; 1: it never rests.</source>
        <translation>Der Diskriminator ruht, solange er mehr als diesen Anteil der Bilder unterscheidet; 1: er ruht nie.</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>Gleitendes Mittel</translation>
    </message>
    <message>
        <source>Samples come from the generator&apos;s mean over its last steps; 0: from the last step.</source>
        <translation>Takes kommen vom Mittel des Generators über seine letzten Schritte; 0: vom letzten Schritt.</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Weight of the latent code: high gives smooth ways between pictures, low gives exact ones.</source>
        <translation>Gewicht des latenten Codes: Hoch gibt fließende Wege zwischen Bildern, niedrig gibt genaue.</translation>
    </message>
    <message>
        <source>Cycles</source>
        <translation>Zyklen</translation>
    </message>
    <message>
        <source>Times that beta rises from 0 during the run.</source>
        <translation>Wie oft Beta während des Laufs von 0 ansteigt.</translation>
    </message>
    <message>
        <source>Free bits</source>
        <translation>Freie Bits</translation>
    </message>
    <message>
        <source>Information of a latent number that costs nothing, so that the code is used.</source>
        <translation>Information einer latenten Zahl, die nichts kostet, damit der Code genutzt wird.</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Dauern</translation>
    </message>
    <message>
        <source>Learn how long chords last.</source>
        <translation>Lernen, wie lange Akkorde dauern.</translation>
    </message>
    <message>
        <source>Rests</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>Learn the rests between chords.</source>
        <translation>Die Pausen zwischen Akkorden lernen.</translation>
    </message>
    <message>
        <source>Depth of the counts</source>
        <translation>Tiefe der Zählung</translation>
    </message>
    <message>
        <source>Tokens of context that samples take from the counts. More keeps closer to the piece and copies longer passages of it.</source>
        <translation>Tokens an Vorgeschichte, die Takes aus den Zählungen nehmen. Mehr bleibt näher am Stück und kopiert längere Stellen.</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>How often a sample is gone over again: each pass hides a share of its notes, half of them at first and few at last, and draws them anew from what stands around them.</source>
        <translation>Wie oft ein Take noch einmal durchgegangen wird: Jeder Durchgang verdeckt einen Teil seiner Noten, zuerst die Hälfte und zuletzt wenige, und zieht sie neu aus dem, was um sie herum steht.</translation>
    </message>
    <message>
        <source>Bars of a take</source>
        <translation>Takte pro Take</translation>
    </message>
    <message>
        <source>falls in a curve</source>
        <translation>fällt in einem Bogen</translation>
    </message>
    <message>
        <source>stays the same</source>
        <translation>bleibt gleich</translation>
    </message>
    <message>
        <source>falls with each step</source>
        <translation>fällt mit jedem Schritt</translation>
    </message>
    <message>
        <source>notes and rests</source>
        <translation>Noten und Pausen</translation>
    </message>
    <message>
        <source>chords</source>
        <translation>Akkorde</translation>
    </message>
    <message>
        <source>held keys</source>
        <translation>gehaltene Tasten</translation>
    </message>
    <message>
        <source>jazz grammar</source>
        <translation>Jazz-Grammatik</translation>
    </message>
    <message>
        <source>keys of each beat</source>
        <translation>Tasten jedes Schlags</translation>
    </message>
    <message>
        <source>fitted to the piece</source>
        <translation>ans Stück angepasst</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>wie veröffentlicht</translation>
    </message>
    <message>
        <source>cross entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>an oder aus</translation>
    </message>
    <message>
        <source>how bright</source>
        <translation>wie hell</translation>
    </message>
    <message>
        <source>each for itself</source>
        <translation>jede für sich</translation>
    </message>
    <message>
        <source>BiLSTM: reads music from both sides, fills holes and rewrites takes</source>
        <translation>BiLSTM: liest Musik von beiden Seiten, füllt Lücken und schreibt Takes neu</translation>
    </message>
    <message>
        <source>Leitmotif</source>
        <translation>Leitmotif</translation>
    </message>
    <message>
        <source>Masked prediction: notes are hidden and found again from what stands before and after them, as in DeepBach and Coconet. A take gets as many notes in each bar as some bars of the piece have; it is written once and then gone over in passes. The loss is of hidden notes, which the music after them helps to find: it compares with no other model&apos;s.</source>
        <translation>Maskierte Vorhersage: Noten werden verdeckt und aus dem wiedergefunden, was vor und nach ihnen steht, wie in DeepBach und Coconet. Ein Take bekommt in jedem Takt so viele Noten, wie manche Takte des Stücks haben; er wird einmal geschrieben und dann in Durchgängen überarbeitet. Der Verlust gilt verdeckten Noten, die auch die Musik nach ihnen finden hilft: Er ist mit dem keines anderen Modells zu vergleichen.</translation>
    </message>
    <message>
        <source>coe-bilstm-1024: LSTM, three layers of 1024, two of them in both directions</source>
        <translation>coe-bilstm-1024: LSTM, drei Schichten zu 1024, zwei davon in beide Richtungen</translation>
    </message>
    <message>
        <source>Public classical piano project with LSTM and GAN (2018), here called coe</source>
        <translation>Öffentliches Projekt mit LSTM und GAN für klassisches Klavier (2018), hier coe genannt</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif.</translation>
    </message>
    <message>
        <source>coe-bilstm: LSTM, three layers of 512, two of them in both directions</source>
        <translation>coe-bilstm: LSTM, drei Schichten zu 512, zwei davon in beide Richtungen</translation>
    </message>
    <message>
        <source>coe-gan: GAN, invents windows of 100 chords</source>
        <translation>coe-gan: GAN, erfindet Fenster von 100 Akkorden</translation>
    </message>
    <message>
        <source>Real and false windows are judged in one step of the discriminator instead of two. Windows longer than the piece are shortened. As published, there are no durations, rests or velocities. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. For a set of pop songs a window of 250 was published.</source>
        <translation>Echte und falsche Fenster werden in einem Schritt des Diskriminators beurteilt statt in zweien. Fenster, die länger als das Stück sind, werden gekürzt. Wie veröffentlicht gibt es keine Dauern, Pausen und Anschlagstärken. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Für eine Sammlung von Popsongs wurde ein Fenster von 250 veröffentlicht.</translation>
    </message>
    <message>
        <source>coe-lstm: LSTM, three layers of 256, 512 and 256</source>
        <translation>coe-lstm: LSTM, drei Schichten zu 256, 512 und 256</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif; the squares of RMSprop are smoothed by .99 instead of .9. As published, it is known to get stuck and to repeat one chord.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif; die Quadrate von RMSprop werden mit 0,99 statt 0,9 geglättet. Wie veröffentlicht bleibt es bekanntlich hängen und wiederholt einen Akkord.</translation>
    </message>
    <message>
        <source>coe-state: LSTM of keyboard states, what every key does in every sixteenth</source>
        <translation>coe-state: LSTM von Zuständen der Tastatur: was jede Taste in jedem Sechzehntel tut</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif. As published all samples were empty; here a held key sounds even if its onset was not sampled.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif. Wie veröffentlicht waren alle Takes leer; hier klingt eine gehaltene Taste, auch wenn ihr Einsatz nicht gezogen wurde.</translation>
    </message>
    <message>
        <source>deepjazz-128: LSTM of jazz solos, two layers of 128</source>
        <translation>deepjazz-128: LSTM für Jazz-Soli, zwei Schichten zu 128</translation>
    </message>
    <message>
        <source>deepjazz, a public project</source>
        <translation>deepjazz, ein öffentliches Projekt</translation>
    </message>
    <message>
        <source>The melody track is guessed, can be chosen, and everything else makes the chords. A tenth of the notes is held out. Tempo and instruments are those of the source. Every bar begins anew from a window of the piece, as published; the squares of RMSprop are smoothed by .99 instead of .9.</source>
        <translation>Die Melodiespur wird erraten und kann gewählt werden; alles andere ergibt die Akkorde. Ein Zehntel der Noten wird zurückgehalten. Tempo und Instrumente sind die der Vorlage. Jeder Takt beginnt neu von einem Fenster des Stücks, wie veröffentlicht; die Quadrate von RMSprop werden mit 0,99 statt 0,9 geglättet.</translation>
    </message>
    <message>
        <source>frames-gru: GRU, each key of the next beat for itself</source>
        <translation>frames-gru: GRU, jede Taste des nächsten Schlags für sich</translation>
    </message>
    <message>
        <source>Benchmark of Boulanger-Lewandowski et al. (ICML 2012)</source>
        <translation>Vergleich von Boulanger-Lewandowski u. a. (ICML 2012)</translation>
    </message>
    <message>
        <source>A frame is a beat, and each of its 88 keys is predicted for itself. Losses are nats per frame, the first frame of a piece not counted.</source>
        <translation>Ein Frame ist ein Schlag, und jede seiner 88 Tasten wird für sich vorhergesagt. Verluste sind Nats je Frame, der erste eines Stücks nicht mitgezählt.</translation>
    </message>
    <message>
        <source>frames-joint: joint, an LSTM over the keys of each beat, from low to high</source>
        <translation>frames-joint: gemeinsam, ein LSTM über die Tasten jedes Schlags, von tief nach hoch</translation>
    </message>
    <message>
        <source>frames-lstm: LSTM, each key of the next beat for itself</source>
        <translation>frames-lstm: LSTM, jede Taste des nächsten Schlags für sich</translation>
    </message>
    <message>
        <source>frames-tcn: temporal convolutions, each key of the next beat for itself</source>
        <translation>frames-tcn: Faltungen über die Zeit, jede Taste des nächsten Schlags für sich</translation>
    </message>
    <message>
        <source>GAN: two networks compete over piano-roll pictures</source>
        <translation>GAN: zwei Netze wetteifern um Bilder der Klavierrolle</translation>
    </message>
    <message>
        <source>Pictures of two bars, a row for each pitch of each part, painted beat by beat. Binary neurons, the non-saturating loss, a discriminator that a gradient penalty keeps smooth, that sees real and painted pictures moved alike and how much a batch differs, and that rests while it is far ahead. The generator also learns to paint the real pictures from their codes; samples come from its moving average.</source>
        <translation>Bilder von zwei Takten, eine Zeile für jede Tonhöhe jeder Stimme, Schlag für Schlag gemalt. Binäre Neuronen, der nicht sättigende Verlust, ein Diskriminator, den eine Gradientenstrafe glatt hält, der echte und gemalte Bilder gleich verschoben sieht und wie sehr sich ein Stapel unterscheidet, und der ruht, solange er weit voraus ist. Der Generator lernt auch, die echten Bilder aus ihren Codes zu malen; Takes kommen von seinem gleitenden Mittel.</translation>
    </message>
    <message>
        <source>GRU: like LSTM with a simpler memory; often ahead on short pieces</source>
        <translation>GRU: wie LSTM mit einfacherem Gedächtnis; bei kurzen Stücken oft voraus</translation>
    </message>
    <message>
        <source>The same as lstm but for the kind of layer, so that the ear can compare the two.</source>
        <translation>Bis auf die Art der Schicht wie lstm, damit das Ohr beide vergleichen kann.</translation>
    </message>
    <message>
        <source>jazz-64: LSTM of jazz solos, one layer of 64</source>
        <translation>jazz-64: LSTM für Jazz-Soli, eine Schicht zu 64</translation>
    </message>
    <message>
        <source>Public jazz improvisation project with the grammar of deepjazz, here called jazz</source>
        <translation>Öffentliches Projekt für Jazz-Improvisation mit der Grammatik von deepjazz, hier jazz genannt</translation>
    </message>
    <message>
        <source>The melody track is guessed, can be chosen, and everything else makes the chords. A tenth of the notes is held out. Tempo and instruments are those of the source. Bars are not shared out to sets of chords: five solos of 50 notes follow one another, without overlap, over the chords of the piece.</source>
        <translation>Die Melodiespur wird erraten und kann gewählt werden; alles andere ergibt die Akkorde. Ein Zehntel der Noten wird zurückgehalten. Tempo und Instrumente sind die der Vorlage. Takte werden nicht auf Gruppen von Akkorden verteilt: Fünf Soli zu 50 Noten folgen einander ohne Überlappung über den Akkorden des Stücks.</translation>
    </message>
    <message>
        <source>LSTM: a small recurrent network that learns one piece in under a minute</source>
        <translation>LSTM: ein kleines rekurrentes Netz, das ein Stück in unter einer Minute lernt</translation>
    </message>
    <message>
        <source>One layer of 128 units that predicts every token of a window at once. Small and strongly regularised, because one file is little to learn from.</source>
        <translation>Eine Schicht von 128 Einheiten, die alle Tokens eines Fensters auf einmal vorhersagt. Klein und stark regularisiert, denn eine Datei ist wenig, um daraus zu lernen.</translation>
    </message>
    <message>
        <source>musigan-cgan: conditional GAN, chords with rhythm, in verses, choruses and a bridge</source>
        <translation>musigan-cgan: bedingtes GAN, Akkorde mit Rhythmus, in Strophen, Refrains und einer Bridge</translation>
    </message>
    <message>
        <source>Public music project with LSTM, GRU and GAN, here called musigan</source>
        <translation>Öffentliches Musikprojekt mit LSTM, GRU und GAN, hier musigan genannt</translation>
    </message>
    <message>
        <source>A round of 1024 windows is an epoch, in batches of 32. Real tokens are 1 at their place and -1 elsewhere, the range of the generator. Real and false tokens are judged in one step of the discriminator instead of two. A token says how long the music sounds on until the next one; rests are as long as in the source at most. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source.</source>
        <translation>Eine Runde von 1024 Fenstern ist eine Epoche, in Stapeln zu 32. Echte Tokens sind 1 an ihrer Stelle und sonst -1, der Bereich des Generators. Echte und falsche Tokens werden in einem Schritt des Diskriminators beurteilt statt in zweien. Ein Token sagt, wie lange die Musik bis zum nächsten weiterklingt; Pausen sind höchstens so lang wie in der Vorlage. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage.</translation>
    </message>
    <message>
        <source>musigan-gan: GAN, invents windows of 100 chords, trained ten times as long</source>
        <translation>musigan-gan: GAN, erfindet Fenster von 100 Akkorden, zehnmal so lange trainiert</translation>
    </message>
    <message>
        <source>Real and false windows are judged in one step of the discriminator instead of two. Windows longer than the piece are shortened. As published, there are no durations, rests or velocities. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source.</source>
        <translation>Echte und falsche Fenster werden in einem Schritt des Diskriminators beurteilt statt in zweien. Fenster, die länger als das Stück sind, werden gekürzt. Wie veröffentlicht gibt es keine Dauern, Pausen und Anschlagstärken. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage.</translation>
    </message>
    <message>
        <source>musigan-gru: GRU, three layers of 512, two of them in both directions</source>
        <translation>musigan-gru: GRU, drei Schichten zu 512, zwei davon in beide Richtungen</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif; the squares of RMSprop are smoothed by .99 instead of .9.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif; die Quadrate von RMSprop werden mit 0,99 statt 0,9 geglättet.</translation>
    </message>
    <message>
        <source>musigan-lstm: LSTM, three layers of 512, two of them in both directions, RMSprop</source>
        <translation>musigan-lstm: LSTM, drei Schichten zu 512, zwei davon in beide Richtungen, RMSprop</translation>
    </message>
    <message>
        <source>n-gram: counts what follows what, ready at once</source>
        <translation>N-Gramm: zählt, was worauf folgt; sofort fertig</translation>
    </message>
    <message>
        <source>No network: the chances of the next token are its counts after the last few tokens, the longer contexts bending the shorter ones (Witten and Bell, 1991). As many tokens of context as predict the validation bars best. The baseline that every network should beat. Samples look back four tokens at most: with longer contexts they would quote the piece.</source>
        <translation>Kein Netz: Die Chancen des nächsten Tokens sind seine Zählungen nach den letzten paar Tokens, wobei längere Vorgeschichten die kürzeren beugen (Witten und Bell, 1991). So viele Tokens an Vorgeschichte, wie die Prüftakte am besten vorhersagen. Die Grundlinie, die jedes Netz schlagen sollte. Takes blicken höchstens vier Tokens zurück: Mit längerer Vorgeschichte würden sie das Stück zitieren.</translation>
    </message>
    <message>
        <source>Transformer: attention to what was played before, by distance</source>
        <translation>Transformer: beachtet, was zuvor gespielt wurde, nach Abstand</translation>
    </message>
    <message>
        <source>Two blocks of causal self-attention with relative positions, as in Music Transformer (Huang et al., 2019), small enough for a few files. It needs more music than the recurrent networks do.</source>
        <translation>Zwei Blöcke kausaler Self-Attention mit relativen Positionen, wie im Music Transformer (Huang u. a., 2019), klein genug für wenige Dateien. Er braucht mehr Musik als die rekurrenten Netze.</translation>
    </message>
    <message>
        <source>tuc-gan: DCGAN of piano-roll pictures, as published</source>
        <translation>tuc-gan: DCGAN für Bilder der Klavierrolle, wie veröffentlicht</translation>
    </message>
    <message>
        <source>TUC, a public project of 2018 to 2024 on generating music from pictures of piano rolls</source>
        <translation>TUC, ein öffentliches Projekt von 2018 bis 2024 zu Musik aus Bildern der Klavierrolle</translation>
    </message>
    <message>
        <source>Tempo, program and channel come from the piece instead of 100 BPM, velocities from the brightness instead of 100. The threshold is the published 0.55 of the brightness; a sample that it would leave silent gets the highest threshold at which as much sounds as in the pictures learned from. Convolutions pad evenly, where Keras pads one side; a transposed convolution is computed as one convolution of its four phases.</source>
        <translation>Tempo, Programm und Kanal kommen vom Stück statt 100 BPM, Anschlagstärken von der Helligkeit statt 100. Die Schwelle ist die veröffentlichte von 0,55 der Helligkeit; ein Take, der damit stumm bliebe, bekommt die höchste Schwelle, bei der so viel klingt wie in den gelernten Bildern. Faltungen füllen gleichmäßig auf, wo Keras eine Seite auffüllt; eine transponierte Faltung wird als eine Faltung ihrer vier Phasen gerechnet.</translation>
    </message>
    <message>
        <source>tuc-vae: VAE of piano-roll pictures with two latent numbers, as published</source>
        <translation>tuc-vae: VAE für Bilder der Klavierrolle mit zwei latenten Zahlen, wie veröffentlicht</translation>
    </message>
    <message>
        <source>Tempo, program and channel come from the piece, velocities from the brightness. A sample that the threshold would leave silent gets the highest threshold at which as much sounds as in the pictures learned from. Losses are shown as nats per note of which pixels sound; what is minimised is the published loss. Convolutions pad evenly, where Keras pads one side.</source>
        <translation>Tempo, Programm und Kanal kommen vom Stück, Anschlagstärken von der Helligkeit. Ein Take, der mit der Schwelle stumm bliebe, bekommt die höchste, bei der so viel klingt wie in den gelernten Bildern. Verluste sind als Nats je Note gezeigt, danach, welche Bildpunkte klingen; verkleinert wird der veröffentlichte Verlust. Faltungen füllen gleichmäßig auf, wo Keras eine Seite auffüllt.</translation>
    </message>
    <message>
        <source>VAE: piano-roll pictures with a code that one can walk in</source>
        <translation>VAE: Bilder der Klavierrolle mit einem Code, in dem man umhergehen kann</translation>
    </message>
    <message>
        <source>Pictures of two bars, a row for each pitch of each part, read and painted beat by beat. 24 latent numbers; their weight rises from 0 in cycles and some of their information is free, so that the code is used.</source>
        <translation>Bilder von zwei Takten, eine Zeile für jede Tonhöhe jeder Stimme, Schlag für Schlag gelesen und gemalt. 24 latente Zahlen; ihr Gewicht steigt in Zyklen von 0, und ein Teil ihrer Information ist frei, damit der Code benutzt wird.</translation>
    </message>
    <message>
        <source>xr-base: LSTM, three layers of 512 with batch norm</source>
        <translation>xr-base: LSTM, drei Schichten zu 512 mit Batch-Norm</translation>
    </message>
    <message>
        <source>Public project with stacked LSTM and a table of experiments, here called xr</source>
        <translation>Öffentliches Projekt mit gestapelten LSTM und einer Tabelle von Versuchen, hier xr genannt</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif. What is dropped from step to step is the same for all windows of a batch.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif. Was von Schritt zu Schritt ausgelassen wird, ist für alle Fenster eines Stapels dasselbe.</translation>
    </message>
    <message>
        <source>xr-bidirectional: LSTM, one layer of 512 in both directions with self-attention</source>
        <translation>xr-bidirectional: LSTM, eine Schicht zu 512 in beide Richtungen mit Self-Attention</translation>
    </message>
    <message>
        <source>Every window of the piece is learned in each epoch, one for each token; the first windows of a piece are filled up with nothing, and windows longer than the piece are shortened. A tenth of the notes is held out to show what is understood. All pitched tracks that are chosen are read, not the first alone; tempo and instrument are those of the source. Weights are drawn as elsewhere in Leitmotif. 200 to 800 epochs and a choice among 1 to 5 tokens were published.</source>
        <translation>In jeder Epoche wird jedes Fenster des Stücks gelernt, eines je Token; die ersten Fenster eines Stücks werden mit nichts aufgefüllt, und Fenster, die länger als das Stück sind, werden gekürzt. Ein Zehntel der Noten wird zurückgehalten, um zu zeigen, was verstanden ist. Gelesen werden alle gewählten Spuren mit Tonhöhen, nicht nur die erste; Tempo und Instrument sind die der Vorlage. Gewichte werden gezogen wie sonst in Leitmotif. Veröffentlicht wurden 200 bis 800 Epochen und eine Wahl unter 1 bis 5 Tokens.</translation>
    </message>
    <message>
        <source>xr-complex: LSTM, four layers of 1024 to 128 with batch norm</source>
        <translation>xr-complex: LSTM, vier Schichten von 1024 bis 128 mit Batch-Norm</translation>
    </message>
    <message>
        <source>xr-half: LSTM, three layers of 256 with batch norm</source>
        <translation>xr-half: LSTM, drei Schichten zu 256 mit Batch-Norm</translation>
    </message>
    <message>
        <source>Map every</source>
        <translation>Karte alle</translation>
    </message>
    <message>
        <source>Epochs between two maps of the latent space, with one more at the end; 0: no maps.</source>
        <translation>Epochen zwischen zwei Karten des latenten Raums, am Ende kommt noch eine; 0: keine Karten.</translation>
    </message>
    <message>
        <source>Side of a map</source>
        <translation>Seite einer Karte</translation>
    </message>
    <message>
        <source>Pictures in a row and in a column of it.</source>
        <translation>Bilder in einer Zeile und in einer Spalte davon.</translation>
    </message>
    <message>
        <source>Reach of a map</source>
        <translation>Reichweite einer Karte</translation>
    </message>
    <message>
        <source>From its middle to its edge, in latent numbers; 0: as far as the music reaches.</source>
        <translation>Von der Mitte bis zum Rand, in latenten Zahlen; 0: so weit, wie die Musik reicht.</translation>
    </message>
    <message>
        <source>Side of the last map</source>
        <translation>Seite der letzten Karte</translation>
    </message>
    <message>
        <source>Reach of the last map</source>
        <translation>Reichweite der letzten Karte</translation>
    </message>
    <message>
        <source>Epochs between two samples. The last and the best epoch have one, too. 0: no samples.</source>
        <translation>Epochen zwischen zwei Takes. Auch die letzte und die beste Epoche haben einen. 0: keine Takes.</translation>
    </message>
    <message>
        <source>Stops after so many minutes, and changes nothing before; 0: by epochs alone.</source>
        <translation>Hält nach so vielen Minuten an und ändert vorher nichts; 0: nur nach Epochen.</translation>
    </message>
    <message>
        <source>Updates at most</source>
        <translation>Höchstens Schritte</translation>
    </message>
    <message>
        <source>Of the weights, one a batch: a large corpus gets as many fewer epochs; 0: no limit.</source>
        <translation>Der Gewichte, einer je Stapel: Eine große Sammlung bekommt entsprechend weniger Epochen; 0: ohne Grenze.</translation>
    </message>
    <message>
        <source>A frame is a beat. The keys that sound in it are said in ascending order, then its end, so that the network gives a joint probability of all 88 keys. Losses are nats per frame, the first frame of a piece not counted. A large corpus gets fewer epochs; 50 suit a few hundred short pieces.</source>
        <translation>Ein Frame ist ein Schlag. Die Tasten, die in ihm klingen, werden aufsteigend genannt, dann sein Ende, sodass das Netz eine gemeinsame Wahrscheinlichkeit aller 88 Tasten angibt. Verluste sind Nats je Frame, der erste eines Stücks nicht mitgezählt. Eine große Sammlung bekommt weniger Epochen; 50 passen zu einigen hundert kurzen Stücken.</translation>
    </message>
    <message>
        <source>A frame is a beat, and each of its 88 keys is predicted for itself. Losses are nats per frame, the first frame of a piece not counted. The blocks are those of Bai, Kolter and Koltun (2018). A large corpus gets fewer epochs.</source>
        <translation>Ein Frame ist ein Schlag, und jede seiner 88 Tasten wird für sich vorhergesagt. Verluste sind Nats je Frame, der erste eines Stücks nicht mitgezählt. Die Blöcke sind die von Bai, Kolter und Koltun (2018). Eine große Sammlung bekommt weniger Epochen.</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>So many are drawn for a take; the best is kept.</source>
        <translation>So viele werden für einen Take gezogen; der beste bleibt.</translation>
    </message>
    <message>
        <source>Longest copy</source>
        <translation>Längste Kopie</translation>
    </message>
    <message>
        <source>Notes in a row that a candidate may copy at no cost.</source>
        <translation>Töne am Stück, die ein Kandidat abschreiben darf, ohne dass es gegen ihn zählt.</translation>
    </message>
    <message>
        <source>Base from scratch: the network of base, without what it has learned before</source>
        <translation>Base von Grund auf: das Netz von base ohne das, was es vorher gelernt hat</translation>
    </message>
    <message>
        <source>Compound words (Hsiao et al. 2021): the fields of a note are chosen one after the other. Each choice sees what stands at the same place up to 16 bars before, so that repeats and variations are learned as such. For comparison; and with a large corpus this is how the weights of base were made.</source>
        <translation>Zusammengesetzte Wörter (Hsiao et al. 2021): Die Merkmale eines Tons werden nacheinander gewählt. Jede Wahl sieht, was bis zu 16 Takte vorher an derselben Stelle steht, sodass Wiederholungen und Varianten als solche gelernt werden. Zum Vergleich; mit einer großen Sammlung entstanden so die Gewichte von base.</translation>
    </message>
    <message>
        <source>Base: has learned much music before, and learns your piece in seconds</source>
        <translation>Base: hat vorher viel Musik gelernt und lernt Ihr Stück in Sekunden</translation>
    </message>
    <message>
        <source>Begins with weights that were trained on 11,870 free scores (docs/base_model.md). Compound words (Hsiao et al. 2021): the fields of a note are chosen one after the other. Each choice sees what stands at the same place up to 16 bars before, so that repeats and variations are learned as such.</source>
        <translation>Beginnt mit Gewichten, die an 11.870 freien Partituren trainiert wurden (docs/base_model.md). Zusammengesetzte Wörter (Hsiao et al. 2021): Die Merkmale eines Tons werden nacheinander gewählt. Jede Wahl sieht, was bis zu 16 Takte vorher an derselben Stelle steht, sodass Wiederholungen und Varianten als solche gelernt werden.</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>Zurückkehren</translation>
    </message>
    <message>
        <source>Go back to the last good weights when all generated pictures become alike.</source>
        <translation>Zu den letzten guten Gewichten zurückkehren, wenn alle erzeugten Bilder einander gleichen.</translation>
    </message>
</context>
<context>
    <name>RollCommands</name>
    <message>
        <source>Cut notes</source>
        <translation>Noten ausschneiden</translation>
    </message>
    <message>
        <source>Paste notes</source>
        <translation>Noten einfügen</translation>
    </message>
    <message>
        <source>Duplicate notes</source>
        <translation>Noten verdoppeln</translation>
    </message>
    <message>
        <source>Delete notes</source>
        <translation>Noten löschen</translation>
    </message>
    <message>
        <source>Quantize notes</source>
        <translation>Noten quantisieren</translation>
    </message>
    <message>
        <source>Transpose notes</source>
        <translation>Noten transponieren</translation>
    </message>
    <message>
        <source>Nudge notes</source>
        <translation>Noten verschieben</translation>
    </message>
    <message>
        <source>Change length</source>
        <translation>Länge ändern</translation>
    </message>
    <message>
        <source>Change velocity</source>
        <translation>Anschlag ändern</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Note hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) not pasted: their tracks are missing here.</source>
        <translation>
            <numerusform>%n Note nicht eingefügt: ihre Spur fehlt hier.</numerusform>
            <numerusform>%n Noten nicht eingefügt: ihre Spuren fehlen hier.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RollLabels</name>
    <message>
        <source>Draw note</source>
        <translation>Note zeichnen</translation>
    </message>
    <message>
        <source>Copy notes</source>
        <translation>Noten kopieren</translation>
    </message>
    <message>
        <source>Move notes</source>
        <translation>Noten bewegen</translation>
    </message>
    <message>
        <source>Resize notes</source>
        <translation>Notenlänge ziehen</translation>
    </message>
    <message>
        <source>Erase notes</source>
        <translation>Noten radieren</translation>
    </message>
    <message>
        <source>Change velocity</source>
        <translation>Anschlag ändern</translation>
    </message>
    <message>
        <source>Ctrl or Alt: off the grid</source>
        <translation>Strg oder Alt: ohne Raster</translation>
    </message>
    <message>
        <source>Shift: copy</source>
        <translation>Umschalt: kopieren</translation>
    </message>
</context>
<context>
    <name>RollTools</name>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Click to draw a note; drag a note to move it, an edge of it to change its length. The right button erases.</source>
        <translation>Klicken zeichnet eine Note; eine Note ziehen verschiebt sie, ihr Rand ändert ihre Länge. Die rechte Taste radiert.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Click a note or drag across notes to erase them.</source>
        <translation>Klicken oder über Noten ziehen radiert sie.</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Drag across notes to select them; drag a note to move it, an edge of it to change its length. The right button opens a menu.</source>
        <translation>Über Noten ziehen wählt sie aus; eine Note ziehen verschiebt sie, ihr Rand ändert ihre Länge. Die rechte Taste öffnet ein Menü.</translation>
    </message>
</context>
<context>
    <name>RollWords</name>
    <message>
        <source> sharp </source>
        <translation> Kreuz </translation>
    </message>
    <message>
        <source>bar %1 beat %2</source>
        <translation>Takt %1 Schlag %2</translation>
    </message>
    <message>
        <source>1 beat</source>
        <translation>1 Schlag</translation>
    </message>
    <message>
        <source>%1 beats</source>
        <translation>%1 Schläge</translation>
    </message>
    <message>
        <source>Note %1, %2, length %3, velocity %4</source>
        <translation>Note %1, %2, Länge %3, Anschlag %4</translation>
    </message>
    <message>
        <source>Nothing selected, cursor at %1, %2</source>
        <translation>Nichts gewählt, Cursor bei %1, %2</translation>
    </message>
    <message>
        <source>%1 notes selected, from %2 to %3</source>
        <translation>%1 Noten gewählt, von %2 bis %3</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>1/2</source>
        <translation>1/2</translation>
    </message>
    <message>
        <source>1/4</source>
        <translation>1/4</translation>
    </message>
    <message>
        <source>1/8</source>
        <translation>1/8</translation>
    </message>
    <message>
        <source>1/16</source>
        <translation>1/16</translation>
    </message>
    <message>
        <source>1/32</source>
        <translation>1/32</translation>
    </message>
    <message>
        <source>1/4 triplet</source>
        <translation>1/4-Triole</translation>
    </message>
    <message>
        <source>1/8 triplet</source>
        <translation>1/8-Triole</translation>
    </message>
    <message>
        <source>1/16 triplet</source>
        <translation>1/16-Triole</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) fell onto another</source>
        <translation>
            <numerusform>%n Note fiel auf eine andere</numerusform>
            <numerusform>%n Noten fielen auf eine andere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) replaced</source>
        <translation>
            <numerusform>%n Note ersetzt</numerusform>
            <numerusform>%n Noten ersetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) shortened</source>
        <translation>
            <numerusform>%n Note gekürzt</numerusform>
            <numerusform>%n Noten gekürzt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 notes in %2 tracks selected, from %3 to %4</source>
        <translation>%1 Noten in %2 Spuren gewählt, von %3 bis %4</translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message numerus="yes">
        <source>%1 and %n change(s)</source>
        <translation>
            <numerusform>%1 und %n Wechsel</numerusform>
            <numerusform>%1 und %n Wechsel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bpm</source>
        <translation>%1 bpm</translation>
    </message>
    <message>
        <source>%1–%2 bpm</source>
        <translation>%1–%2 bpm</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>%1  ♪ melody</source>
        <translation>%1  ♪ Melodie</translation>
    </message>
    <message>
        <source>no notes</source>
        <translation>keine Noten</translation>
    </message>
    <message>
        <source>looks like drums</source>
        <translation>sieht nach Schlagzeug aus</translation>
    </message>
    <message>
        <source>a second rendition, not played</source>
        <translation>eine zweite Fassung, nicht gespielt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Note</numerusform>
            <numerusform>%Ln Noten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voice(s)</source>
        <translation>
            <numerusform>%n Stimme</numerusform>
            <numerusform>%n Stimmen</numerusform>
        </translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Unicode (UTF-8)</source>
        <translation>Unicode (UTF-8)</translation>
    </message>
    <message>
        <source>Western</source>
        <translation>Westeuropäisch</translation>
    </message>
    <message>
        <source>Western (Macintosh)</source>
        <translation>Westeuropäisch (Macintosh)</translation>
    </message>
    <message>
        <source>Western (DOS)</source>
        <translation>Westeuropäisch (DOS)</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>Mitteleuropäisch</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>Kyrillisch</translation>
    </message>
    <message>
        <source>Cyrillic (KOI8-R)</source>
        <translation>Kyrillisch (KOI8-R)</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Japanese (EUC)</source>
        <translation>Japanisch (EUC)</translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation>Chinesisch, vereinfacht</translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation>Chinesisch, traditionell</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Held out: nothing is learned from its %1 notes, which judge a run at its end</source>
        <translation>Zurückgehalten: aus ihren %1 Noten wird nichts gelernt, sie beurteilen einen Lauf an seinem Ende</translation>
    </message>
    <message>
        <source>Held out: nothing is learned from its %1 notes, which show what is understood</source>
        <translation>Zurückgehalten: aus ihren %1 Noten wird nichts gelernt, sie zeigen, was verstanden ist</translation>
    </message>
    <message>
        <source>Too little to learn from: %1 notes, at least %2 are needed</source>
        <translation>Zu wenig zum Lernen: %1 Noten, nötig sind mindestens %2</translation>
    </message>
    <message>
        <source>Enough to learn from: %1 notes</source>
        <translation>Genug zum Lernen: %1 Noten</translation>
    </message>
    <message>
        <source>Enough: %1 notes with a steady beat</source>
        <translation>Genug: %1 Noten mit festem Takt</translation>
    </message>
</context>
<context>
    <name>TrainingProgress</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>insgesamt %1</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <translation>%1 je %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) done, in training: %2</source>
        <translation>
            <numerusform>%1 von %n Lauf fertig, im Training: %2</numerusform>
            <numerusform>%1 von %n Läufen fertig, im Training: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Pausiert: %1</translation>
    </message>
    <message>
        <source>In training: %1</source>
        <translation>Im Training: %1</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Paused in %1 of %2</source>
        <translation>Unterbrochen in %1 von %2</translation>
    </message>
    <message>
        <source>Stopping after this batch…</source>
        <translation>Hält nach diesem Stapel an…</translation>
    </message>
    <message>
        <source>; best: %1</source>
        <translation>; beste: %1</translation>
    </message>
    <message>
        <source>Stopped at its limit of %1 after %2 of %3%4</source>
        <translation>An der Grenze von %1 nach %2 von %3 angehalten%4</translation>
    </message>
    <message>
        <source>Finished: %1%2</source>
        <translation>Fertig: %1%2</translation>
    </message>
    <message>
        <source>Stopped by itself after %1, as held-out notes were no longer expected better%2</source>
        <translation>Nach %1 von selbst angehalten, weil zurückgehaltene Noten nicht mehr besser erwartet wurden%2</translation>
    </message>
    <message>
        <source>Stopped after %1 and kept%2</source>
        <translation>Nach %1 angehalten und behalten%2</translation>
    </message>
    <message>
        <source>Interrupted after %1</source>
        <translation>Nach %1 unterbrochen</translation>
    </message>
    <message>
        <source>Open a MIDI file to learn from.</source>
        <translation>Öffnen Sie eine MIDI-Datei zum Lernen.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Opens the window of Leitmotif.</source>
        <translation>Öffnet das Fenster von Leitmotif.</translation>
    </message>
    <message>
        <source>MIDI files, or one project.</source>
        <translation>MIDI-Dateien oder ein Projekt.</translation>
    </message>
    <message>
        <source>Press Train as soon as the files are open.</source>
        <translation>Drückt Trainieren, sobald die Dateien offen sind.</translation>
    </message>
    <message>
        <source>Measure for so many seconds how late the window reacts, print it and quit.</source>
        <translation>Misst so viele Sekunden lang, wie spät das Fenster reagiert, schreibt es hin und endet.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Millionen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>nothing copied</source>
        <translation>nichts kopiert</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>Iteration</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message numerus="yes">
        <source>%n iteration(s)</source>
        <translation>
            <numerusform>%n Iteration</numerusform>
            <numerusform>%n Iterationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n Epoche</numerusform>
            <numerusform>%n Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>leitmotif::CandidateBar</name>
    <message>
        <source>Show only new takes</source>
        <translation>Nur neue Takes zeigen</translation>
    </message>
    <message>
        <source>Only new</source>
        <translation>Nur neue</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep this take</source>
        <translation>Diesen Take behalten</translation>
    </message>
    <message>
        <source>Keep this take and go to the next (K on the list)</source>
        <translation>Diesen Take behalten und weiter zum nächsten (K in der Liste)</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Throw this take away</source>
        <translation>Diesen Take verwerfen</translation>
    </message>
    <message>
        <source>Throw this take away and go to the next (X on the list)</source>
        <translation>Diesen Take verwerfen und weiter zum nächsten (X in der Liste)</translation>
    </message>
    <message>
        <source>Keep all new takes</source>
        <translation>Alle neuen Takes behalten</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Alle behalten</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neuer</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::CompareController</name>
    <message>
        <source>There is only one take yet; train on to compare.</source>
        <translation>Es gibt erst einen Take; trainiere weiter, um zu vergleichen.</translation>
    </message>
</context>
<context>
    <name>leitmotif::CompareView</name>
    <message>
        <source>Compare takes</source>
        <translation>Takes vergleichen</translation>
    </message>
    <message>
        <source>Choose another card to see it below</source>
        <translation>Eine andere Karte wählen, um sie darunter zu sehen</translation>
    </message>
    <message>
        <source>Close and go back to the editor</source>
        <translation>Schließen und zurück zum Editor</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Hear the upper take</source>
        <translation>Den oberen Take hören</translation>
    </message>
    <message>
        <source>Hear the lower take</source>
        <translation>Den unteren Take hören</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln note(s), %2</source>
        <translation>
            <numerusform>%1 · %Ln Note, %2</numerusform>
            <numerusform>%1 · %Ln Noten, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::DocumentController</name>
    <message>
        <source>Place %1</source>
        <translation>%1 einsetzen</translation>
    </message>
    <message>
        <source>The history of %1 is damaged in the project. What was edited before the damage is there; the next edit replaces the rest.</source>
        <translation>Die Geschichte von %1 ist im Projekt beschädigt. Was vor dem Schaden bearbeitet wurde, ist da; die nächste Änderung ersetzt den Rest.</translation>
    </message>
    <message>
        <source>take %1</source>
        <translation>Take %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::EditorController</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Revert to original</source>
        <translation>Auf das Original zurücksetzen</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) placed from bar %1 on. They are selected; Undo takes them away.</source>
        <translation>
            <numerusform>%n Note ab Takt %1 eingesetzt. Sie ist ausgewählt; Rückgängig nimmt sie weg.</numerusform>
            <numerusform>%n Noten ab Takt %1 eingesetzt. Sie sind ausgewählt; Rückgängig nimmt sie weg.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::EditorSlot</name>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Nothing to edit yet. Open a MIDI file, or open a take here once the model has made one.</source>
        <translation>Noch nichts zu bearbeiten. Öffnen Sie eine MIDI-Datei oder hier einen Take, sobald das Modell einen gemacht hat.</translation>
    </message>
</context>
<context>
    <name>leitmotif::LatentCanvas</name>
    <message>
        <source>Picture at %1. Arrow keys choose another, Enter plays it.</source>
        <translation>Bild bei %1. Pfeiltasten wählen ein anderes, Enter spielt es.</translation>
    </message>
    <message>
        <source>No map yet.</source>
        <translation>Noch keine Karte.</translation>
    </message>
    <message>
        <source>Piece %1, bar %2</source>
        <translation>Stück %1, Takt %2</translation>
    </message>
    <message>
        <source>Bar %1</source>
        <translation>Takt %1</translation>
    </message>
    <message>
        <source>%1, learned from</source>
        <translation>%1, gelernt</translation>
    </message>
    <message>
        <source>%1, held out</source>
        <translation>%1, zurückgehalten</translation>
    </message>
    <message>
        <source>x %1, y %2</source>
        <translation>x %1, y %2</translation>
    </message>
</context>
<context>
    <name>leitmotif::LatentView</name>
    <message>
        <source>Latent map</source>
        <translation>Latente Karte</translation>
    </message>
    <message>
        <source>Show the music</source>
        <translation>Musik zeigen</translation>
    </message>
    <message>
        <source>Dots where the model puts the bars of the piece: those that it learned from, and in another colour those held out</source>
        <translation>Punkte, wo das Modell die Takte des Stücks sieht: gelernte, und in anderer Farbe zurückgehaltene</translation>
    </message>
    <message>
        <source>Show the losses</source>
        <translation>Verluste zeigen</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Play this picture</source>
        <translation>Dieses Bild abspielen</translation>
    </message>
    <message>
        <source>Keep as a take</source>
        <translation>Als Take behalten</translation>
    </message>
    <message>
        <source>%1 · %2 % of the spread</source>
        <translation>%1 · %2 % der Streuung</translation>
    </message>
    <message>
        <source>The code has more than two numbers: the map is the plane in which the music spreads most, with so much of its spread.</source>
        <translation>Der Code hat mehr als zwei Zahlen: Die Karte ist die Ebene, in der die Musik am meisten streut, mit so viel ihrer Streuung.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>No map yet. The setting &quot;Map every&quot; says after how many epochs it comes.</source>
        <translation>Noch keine Karte. Die Einstellung „Karte alle“ sagt, nach wie vielen Epochen sie kommt.</translation>
    </message>
    <message>
        <source>The map of this run is damaged. When the run goes on, it is drawn anew.</source>
        <translation>Die Karte dieses Laufs ist beschädigt. Geht der Lauf weiter, wird sie neu gezeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln note(s)</source>
        <translation>
            <numerusform>%1 · %Ln Note</numerusform>
            <numerusform>%1 · %Ln Noten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::LossChart</name>
    <message>
        <source>%1. Click to play.</source>
        <translation>%1. Klicken spielt sie.</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation (held out)</source>
        <translation>Prüfung (zurückgehalten)</translation>
    </message>
    <message>
        <source>discriminator</source>
        <translation>Diskriminator</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>%1 · a take every %2</source>
        <translation>%1 · ein Take alle %2</translation>
    </message>
</context>
<context>
    <name>leitmotif::LossPlot</name>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Smooths the curves; the raw ones stay faintly behind them</source>
        <translation>Glättet die Kurven; die ursprünglichen bleiben blass dahinter</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>Den ganzen Lauf zeigen</translation>
    </message>
    <message>
        <source>No losses yet.</source>
        <translation>Noch keine Verluste.</translation>
    </message>
    <message>
        <source>, validation loss %1</source>
        <translation>, Prüfverlust %1</translation>
    </message>
    <message>
        <source>, unigram baseline %1</source>
        <translation>, Unigramm zum Vergleich %1</translation>
    </message>
    <message numerus="yes">
        <source>. %n sample(s): arrow keys choose one, Enter plays it.</source>
        <translation>
            <numerusform>. %n Take: Pfeiltasten wählen ihn, Eingabe spielt ihn.</numerusform>
            <numerusform>. %n Takes: Pfeiltasten wählen einen, Eingabe spielt ihn.</numerusform>
        </translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Show the held-out losses of the other runs too. Runs whose loss measures something else have plots of their own: GANs, VAEs, and those that find hidden notes with the help of what comes after them.</source>
        <translation>Auch die Verluste der anderen Läufe auf zurückgehaltenen Noten zeigen. Läufe, deren Verlust etwas anderes misst, haben eigene Diagramme: GANs, VAEs und solche, die verdeckte Noten mit Hilfe dessen finden, was nach ihnen kommt.</translation>
    </message>
    <message>
        <source>, counting alone, of hidden notes: %1</source>
        <translation>, Zählen allein, bei verdeckten Noten: %1</translation>
    </message>
    <message>
        <source>%1: training loss %2</source>
        <translation>%1: Trainingsverlust %2</translation>
    </message>
    <message>
        <source>, best %1</source>
        <translation>, beste %1</translation>
    </message>
    <message>
        <source>Show the latent map</source>
        <translation>Latente Karte zeigen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
</context>
<context>
    <name>leitmotif::MainMenu</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>&amp;Neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Sichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Sichern &amp;als…</translation>
    </message>
    <message>
        <source>&amp;Export MIDI or audio…</source>
        <translation>MIDI oder Audio &amp;exportieren…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Files and training</source>
        <translation>&amp;Dateien und Training</translation>
    </message>
    <message>
        <source>&amp;Losses</source>
        <translation>&amp;Verluste</translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation>&amp;Editor</translation>
    </message>
    <message>
        <source>&amp;Takes</source>
        <translation>&amp;Takes</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous panel</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Schreibtisch</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Pla&amp;y</source>
        <translation>Abs&amp;pielen</translation>
    </message>
    <message>
        <source>&amp;Play or pause	Space</source>
        <translation>&amp;Abspielen oder Pause	Leertaste</translation>
    </message>
    <message>
        <source>&amp;Stop	Enter</source>
        <translation>A&amp;nhalten	Eingabe</translation>
    </message>
    <message>
        <source>To the st&amp;art	Home</source>
        <translation>Zum An&amp;fang	Pos1</translation>
    </message>
    <message>
        <source>All notes &amp;off</source>
        <translation>Alle Noten a&amp;us</translation>
    </message>
    <message>
        <source>Hel&amp;p</source>
        <translation>Hil&amp;fe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts	?</source>
        <translation>&amp;Tastenkürzel	?</translation>
    </message>
    <message>
        <source>&amp;About Leitmotif</source>
        <translation>&amp;Über Leitmotif</translation>
    </message>
</context>
<context>
    <name>leitmotif::MainWindow</name>
    <message>
        <source>Drop to open</source>
        <translation>Loslassen zum Öffnen</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source> (read only)</source>
        <translation> (nur lesbar)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>? shows all keys</source>
        <translation>? zeigt alle Tasten</translation>
    </message>
</context>
<context>
    <name>leitmotif::MessageController</name>
    <message numerus="yes">
        <source>%n other file(s) could not be opened.</source>
        <translation>
            <numerusform>%n weitere Datei konnte nicht geöffnet werden.</numerusform>
            <numerusform>%n weitere Dateien konnten nicht geöffnet werden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MoreTakesController</name>
    <message>
        <source>Other bars or takes are being worked out already.</source>
        <translation>Es werden schon andere Takte oder Takes ausgearbeitet.</translation>
    </message>
    <message>
        <source>The run of this take was deleted, so it makes no more.</source>
        <translation>Der Lauf dieses Takes ist gelöscht und macht keine weiteren.</translation>
    </message>
    <message>
        <source>Run %1 has kept nothing that it learned yet. Train it further.</source>
        <translation>Lauf %1 hat noch nichts Gelerntes aufgehoben. Trainieren Sie ihn weiter.</translation>
    </message>
    <message>
        <source>What is selected in the editor (bars %1 to %2)</source>
        <translation>Was im Editor ausgewählt ist (Takte %1 bis %2)</translation>
    </message>
    <message>
        <source>In the editor: %1</source>
        <translation>Im Editor: %1</translation>
    </message>
    <message>
        <source>The chosen take: %1</source>
        <translation>Der gewählte Take: %1</translation>
    </message>
    <message>
        <source>Making take %1 of %2</source>
        <translation>Take %1 von %2 entsteht</translation>
    </message>
    <message>
        <source>These takes are there already. Another seed makes others.</source>
        <translation>Diese Takes sind schon da. Ein anderer Startwert gibt andere.</translation>
    </message>
    <message numerus="yes">
        <source>%n new take(s): K keeps one, X throws it away.</source>
        <translation>
            <numerusform>%n neuer Take: K behält ihn, X verwirft ihn.</numerusform>
            <numerusform>%n neue Takes: K behält einen, X verwirft ihn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::MoreTakesDialog</name>
    <message>
        <source>The best and last: %1</source>
        <translation>Die beste und letzte: %1</translation>
    </message>
    <message>
        <source>The best: %1</source>
        <translation>Die beste: %1</translation>
    </message>
    <message>
        <source>The last: %1</source>
        <translation>Die letzte: %1</translation>
    </message>
    <message>
        <source>Make takes</source>
        <translation>Takes machen</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Machen</translation>
    </message>
    <message>
        <source>Make these takes</source>
        <translation>Diese Takes machen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>How far the run had learned; the weights of these epochs are kept</source>
        <translation>Wie weit der Lauf gelernt hatte; die Gewichte dieser Epochen sind aufgehoben</translation>
    </message>
    <message>
        <source>How many takes</source>
        <translation>Wie viele Takes</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>So many are drawn for each take; the one nearest to the piece is kept</source>
        <translation>So viele werden für jeden Take gezogen; der dem Stück nächste bleibt</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Below 1 takes play safe, above 1 they take risks</source>
        <translation>Unter 1 bleiben Takes vorsichtig, über 1 wagen sie etwas</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Schluss</translation>
    </message>
    <message>
        <source>As a piece ends</source>
        <translation>Wie ein Stück endet</translation>
    </message>
    <message>
        <source>As a loop: its first bar follows the last</source>
        <translation>Als Schleife: Der erste Takt folgt auf den letzten</translation>
    </message>
    <message>
        <source>Open: anywhere</source>
        <translation>Offen: irgendwo</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed with the same settings makes the same takes again</source>
        <translation>Derselbe Startwert mit denselben Einstellungen macht dieselben Takes noch einmal</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>First bar to go on from</source>
        <translation>Erster Takt, von dem es weitergeht</translation>
    </message>
    <message>
        <source>Last bar to go on from</source>
        <translation>Letzter Takt, von dem es weitergeht</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Takes</translation>
    </message>
    <message>
        <source>Each the best of</source>
        <translation>Je der beste von</translation>
    </message>
    <message>
        <source>Go on from</source>
        <translation>Weiter nach</translation>
    </message>
    <message>
        <source>Its bars</source>
        <translation>Dessen Takte</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Schluss</translation>
    </message>
    <message>
        <source>Nothing: a new piece</source>
        <translation>Nichts: ein neues Stück</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>wie veröffentlicht</translation>
    </message>
    <message>
        <source>They appear among the takes as they are made, to be kept or thrown away. The window and a run that trains go on meanwhile.</source>
        <translation>Sie erscheinen bei den Takes, sobald sie gemacht sind, zum Behalten oder Verwerfen. Fenster und trainierende Läufe gehen währenddessen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln candidate(s) are drawn in all, which may take a while.</source>
        <translation>
            <numerusform>Im Ganzen wird %Ln Kandidat gezogen, was dauern kann.</numerusform>
            <numerusform>Im Ganzen werden %Ln Kandidaten gezogen, was dauern kann.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::NoticeBar</name>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>leitmotif::PianoRoll</name>
    <message>
        <source>Piano roll</source>
        <translation>Pianorolle</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>Scroll in time</source>
        <translation>In der Zeit blättern</translation>
    </message>
    <message>
        <source>Scroll in pitch</source>
        <translation>In der Tonhöhe blättern</translation>
    </message>
</context>
<context>
    <name>leitmotif::PresetPicker</name>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Train others beside it</source>
        <translation>Andere daneben trainieren</translation>
    </message>
    <message>
        <source>Train other presets on the same music at the same time, and compare</source>
        <translation>Andere Vorlagen gleichzeitig mit derselben Musik trainieren und vergleichen</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>Mit %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::ProjectActions</name>
    <message>
        <source>Everything is saved.</source>
        <translation>Alles ist gesichert.</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gesichert als %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::ProvenanceDialog</name>
    <message>
        <source>tracks %1</source>
        <translation>Spuren %1</translation>
    </message>
    <message>
        <source>bars %1 to %2</source>
        <translation>Takte %1 bis %2</translation>
    </message>
    <message>
        <source>held out, only measured with</source>
        <translation>zurückgehalten, nur zum Messen</translation>
    </message>
    <message>
        <source>Where a take comes from</source>
        <translation>Woher ein Take kommt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Learned from these files:</source>
        <translation>Gelernt aus diesen Dateien:</translation>
    </message>
    <message>
        <source>Files it was learned from</source>
        <translation>Dateien, aus denen gelernt wurde</translation>
    </message>
    <message>
        <source>Works by licence and collection</source>
        <translation>Werke nach Lizenz und Sammlung</translation>
    </message>
    <message>
        <source>Licences and collections</source>
        <translation>Lizenzen und Sammlungen</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Werke</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>A double click, or Enter, lists the works of a line below</source>
        <translation>Ein Doppelklick oder die Eingabetaste listet unten die Werke einer Zeile auf</translation>
    </message>
    <message>
        <source>Search the works</source>
        <translation>Werke suchen</translation>
    </message>
    <message>
        <source>Search titles, names, licences and collections</source>
        <translation>Titel, Namen, Lizenzen und Sammlungen durchsuchen</translation>
    </message>
    <message>
        <source>The run began with nothing else.</source>
        <translation>Der Lauf begann mit nichts anderem.</translation>
    </message>
    <message>
        <source>The run began with the network %1, which had learned other music.</source>
        <translation>Der Lauf begann mit dem Netz %1, das andere Musik gelernt hatte.</translation>
    </message>
    <message numerus="yes">
        <source>The run began with the network %1, which had learned from %Ln free work(s), named below with author and licence.</source>
        <translation>
            <numerusform>Der Lauf begann mit dem Netz %1, das aus %Ln freien Werk gelernt hatte, unten genannt mit Urheber und Lizenz.</numerusform>
            <numerusform>Der Lauf begann mit dem Netz %1, das aus %Ln freien Werken gelernt hatte, unten genannt mit Urheber und Lizenz.</numerusform>
        </translation>
    </message>
    <message>
        <source>By licence</source>
        <translation>Nach Lizenz</translation>
    </message>
    <message>
        <source>By collection</source>
        <translation>Nach Sammlung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln work(s)</source>
        <translation>
            <numerusform>%Ln Werk</numerusform>
            <numerusform>%Ln Werke</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leitmotif::RecipeForm</name>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the preset&apos;s settings</source>
        <translation>Zurück zu den Werten der Vorlage</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Processor cores to train with. Leave one for sound and window.</source>
        <translation>Prozessorkerne zum Trainieren. Lassen Sie einen für Ton und Fenster.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Throw the dice for another seed</source>
        <translation>Einen anderen Startwert würfeln</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>How many batches it learns from.</source>
        <translation>Aus wie vielen Stapeln es lernt.</translation>
    </message>
    <message>
        <source>Iterations between two samples. The last and the best one have a sample, too. 0: no samples.</source>
        <translation>Iterationen zwischen zwei Takes. Auch die letzte und die beste haben einen. 0: keine Takes.</translation>
    </message>
</context>
<context>
    <name>leitmotif::RemovalController</name>
    <message numerus="yes">
        <source>Run %1 and its %n take(s) are deleted.</source>
        <translation>
            <numerusform>Lauf %1 und sein %n Take sind gelöscht.</numerusform>
            <numerusform>Lauf %1 und seine %n Takes sind gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>The take %1 is deleted.</source>
        <translation>Der Take %1 ist gelöscht.</translation>
    </message>
</context>
<context>
    <name>leitmotif::ReviseDialog</name>
    <message>
        <source>Fill or rewrite bars</source>
        <translation>Takte füllen oder neu schreiben</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>First bar</source>
        <translation>Erster Takt</translation>
    </message>
    <message>
        <source>Last bar</source>
        <translation>Letzter Takt</translation>
    </message>
    <message>
        <source>Fill: new notes in place of all that stand there</source>
        <translation>Füllen: neue Noten anstelle aller, die da stehen</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Rewrite: a share of the notes drawn anew</source>
        <translation>Neu schreiben: einen Teil der Noten neu ziehen</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>Neu schreiben</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Of the notes that each pass draws anew</source>
        <translation>Der Noten, die jeder Durchgang neu zieht</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>How often the bars are gone over; more passes fit better together and take longer</source>
        <translation>Wie oft die Takte durchgegangen werden; mehr Durchgänge passen besser zusammen und dauern länger</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Fill these bars</source>
        <translation>Diese Takte füllen</translation>
    </message>
    <message>
        <source>Rewrite these bars</source>
        <translation>Diese Takte neu schreiben</translation>
    </message>
    <message>
        <source>Tracks to keep as they are</source>
        <translation>Spuren, die bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Tracks with a check mark stay as they are, note for note</source>
        <translation>Spuren mit Häkchen bleiben, wie sie sind, Note für Note</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>All tracks are kept, so nothing would change.</source>
        <translation>Alle Spuren bleiben, also würde sich nichts ändern.</translation>
    </message>
    <message>
        <source>All tracks take part.</source>
        <translation>Alle Spuren machen mit.</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) stay as they are.</source>
        <translation>
            <numerusform>%n Spur bleibt, wie sie ist.</numerusform>
            <numerusform>%n Spuren bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each bar gets as many notes as such bars of the music that was learned have. Other bars stay as they are.</source>
        <translation>Jeder Takt bekommt so viele Noten, wie solche Takte der gelernten Musik haben. Andere Takte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>About %1 of the notes are drawn anew in the end. How many there are hardly changes. Other bars stay as they are.</source>
        <translation>Am Ende sind etwa %1 der Noten neu gezogen. Wie viele es sind, ändert sich kaum. Andere Takte bleiben, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>leitmotif::RevisionButton</name>
    <message>
        <source>Fill or rewrite bars</source>
        <translation>Takte füllen oder neu schreiben</translation>
    </message>
    <message>
        <source>Fill or rewrite</source>
        <translation>Füllen oder neu schreiben</translation>
    </message>
</context>
<context>
    <name>leitmotif::RevisionController</name>
    <message>
        <source>To fill and rewrite bars, first train the preset BiLSTM, which reads music from both sides</source>
        <translation>Um Takte zu füllen und neu zu schreiben, erst die Vorlage BiLSTM trainieren; sie liest Musik von beiden Seiten</translation>
    </message>
    <message>
        <source>%1 follows no beat, so it has no bars that could be filled or rewritten. Quantize it first, or choose another piece.</source>
        <translation>%1 folgt keinem Takt, darum lässt sich darin keiner füllen oder neu schreiben. Quantisieren Sie das Stück erst, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>bars %1 to %2</source>
        <translation>Takte %1 bis %2</translation>
    </message>
    <message>
        <source>Filling %1</source>
        <translation>Fülle %1</translation>
    </message>
    <message>
        <source>Rewriting %1</source>
        <translation>Schreibe %1 neu</translation>
    </message>
    <message>
        <source>The run learned music without a beat, so it knows no bars. Choose a run that learned music with a beat.</source>
        <translation>Der Lauf hat Musik ohne Takt gelernt, darum kennt er keine Takte. Wählen Sie einen Lauf, der Musik mit Takt gelernt hat.</translation>
    </message>
    <message>
        <source>The same notes came out again; nothing has changed.</source>
        <translation>Dieselben Noten kamen wieder heraus; nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Notes of these bars were changed meanwhile, so they stay as they are. Fill or rewrite them again.</source>
        <translation>Noten dieser Takte wurden inzwischen geändert, darum bleiben sie, wie sie sind. Füllen oder schreiben Sie die Takte noch einmal neu.</translation>
    </message>
    <message>
        <source>Fill bars</source>
        <translation>Takte füllen</translation>
    </message>
    <message>
        <source>Rewrite bars</source>
        <translation>Takte neu schreiben</translation>
    </message>
    <message>
        <source>The bars have new notes. Undo brings the old ones back.</source>
        <translation>Die Takte haben neue Noten. Rückgängig bringt die alten zurück.</translation>
    </message>
    <message>
        <source>The run plays no track of this piece: it learned other instruments. Choose another run.</source>
        <translation>Der Lauf kann keine Spur dieses Stücks spielen: Er hat andere Instrumente gelernt. Wählen Sie einen anderen Lauf.</translation>
    </message>
    <message>
        <source>The bars have new notes, in the piece that was shown before.</source>
        <translation>Die Takte haben neue Noten, in dem Stück, das vorher zu sehen war.</translation>
    </message>
    <message>
        <source>Other bars or takes are being worked out already</source>
        <translation>Es werden schon andere Takte oder Takes ausgearbeitet</translation>
    </message>
    <message>
        <source>The run plays none of the tracks that are not kept: it learned other instruments. Keep fewer tracks, or choose another run.</source>
        <translation>Der Lauf spielt keine der Spuren, die sich ändern dürfen: Er hat andere Instrumente gelernt. Behalten Sie weniger Spuren, oder wählen Sie einen anderen Lauf.</translation>
    </message>
</context>
<context>
    <name>leitmotif::RollActions</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste at the playhead</source>
        <translation>An der Abspielmarke einfügen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>Quantize by three quarters</source>
        <translation>Zu drei Vierteln quantisieren</translation>
    </message>
    <message>
        <source>Quantize by half</source>
        <translation>Zur Hälfte quantisieren</translation>
    </message>
    <message>
        <source>Semitone up</source>
        <translation>Halbton höher</translation>
    </message>
    <message>
        <source>Semitone down</source>
        <translation>Halbton tiefer</translation>
    </message>
    <message>
        <source>Octave up</source>
        <translation>Oktave höher</translation>
    </message>
    <message>
        <source>Octave down</source>
        <translation>Oktave tiefer</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>Kürzer</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>Länger</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>Loop the selection</source>
        <translation>Auswahl wiederholen</translation>
    </message>
    <message>
        <source>Add a note at the cursor</source>
        <translation>Note an der Schreibmarke</translation>
    </message>
    <message>
        <source>Next note</source>
        <translation>Nächste Note</translation>
    </message>
    <message>
        <source>Previous note</source>
        <translation>Vorige Note</translation>
    </message>
    <message>
        <source>Select the next note too</source>
        <translation>Nächste Note dazu auswählen</translation>
    </message>
    <message>
        <source>Select the previous note too</source>
        <translation>Vorige Note dazu auswählen</translation>
    </message>
    <message>
        <source>First note</source>
        <translation>Erste Note</translation>
    </message>
    <message>
        <source>Last note</source>
        <translation>Letzte Note</translation>
    </message>
    <message>
        <source>Snap to %1</source>
        <translation>Raster %1</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>Der Abspielmarke folgen</translation>
    </message>
    <message>
        <source>Show other tracks</source>
        <translation>Andere Spuren zeigen</translation>
    </message>
    <message>
        <source>Fill bars…</source>
        <translation>Takte füllen …</translation>
    </message>
    <message>
        <source>Rewrite bars…</source>
        <translation>Takte neu schreiben …</translation>
    </message>
    <message>
        <source>Quantize to %1</source>
        <translation>Quantisieren auf %1</translation>
    </message>
    <message>
        <source>Move left a little</source>
        <translation>Ein wenig nach links</translation>
    </message>
    <message>
        <source>Move right a little</source>
        <translation>Ein wenig nach rechts</translation>
    </message>
</context>
<context>
    <name>leitmotif::RollKeyboard</name>
    <message>
        <source>Piano keys</source>
        <translation>Klaviertasten</translation>
    </message>
    <message>
        <source>Click a key to hear it; louder further to the right.</source>
        <translation>Ein Klick lässt die Taste klingen, weiter rechts lauter.</translation>
    </message>
</context>
<context>
    <name>leitmotif::RollRuler</name>
    <message>
        <source>Bars</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>Click to place the playhead; drag above the numbers to loop.</source>
        <translation>Klicken setzt die Abspielmarke; über den Zahlen ziehen wiederholt den Bereich.</translation>
    </message>
</context>
<context>
    <name>leitmotif::RollToolbar</name>
    <message>
        <source>Piano roll tools</source>
        <translation>Werkzeuge der Pianorolle</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Grid to draw and move notes on (Ctrl+1 to Ctrl+6); hold Ctrl or Alt while dragging to leave it</source>
        <translation>Raster zum Zeichnen und Bewegen (Strg+1 bis Strg+6); Strg oder Alt beim Ziehen gehalten lässt es los</translation>
    </message>
    <message>
        <source>Track to edit</source>
        <translation>Bearbeitete Spur</translation>
    </message>
    <message>
        <source>Track to edit; the others are shown faintly behind it</source>
        <translation>Bearbeitete Spur; die anderen stehen blass dahinter</translation>
    </message>
    <message>
        <source>Track %1</source>
        <translation>Spur %1</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>Weitere Werkzeuge</translation>
    </message>
    <message>
        <source>%1 (auto)</source>
        <translation>%1 (auto)</translation>
    </message>
    <message>
        <source>%1  Tempo and metre, no notes</source>
        <translation>%1  Tempo und Taktart, keine Noten</translation>
    </message>
</context>
<context>
    <name>leitmotif::RunList</name>
    <message>
        <source>Shown run</source>
        <translation>Gezeigter Lauf</translation>
    </message>
    <message>
        <source>The run whose losses are shown</source>
        <translation>Der Lauf, dessen Verluste zu sehen sind</translation>
    </message>
    <message>
        <source>Delete this run and its takes</source>
        <translation>Diesen Lauf und seine Takes löschen</translation>
    </message>
    <message>
        <source>Its source has changed since.</source>
        <translation>Seine Vorlage hat sich seither geändert.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue this run</source>
        <translation>Diesen Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Goes on from the last checkpoint as if nothing had come between</source>
        <translation>Geht vom letzten Stand aus weiter, als wäre nichts dazwischengekommen</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>Lauf %1: %2</translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>beste %1</translation>
    </message>
    <message>
        <source>best %1 on hidden notes</source>
        <translation>beste %1 bei verdeckten Noten</translation>
    </message>
    <message>
        <source>Continue to %1</source>
        <translation>Fortsetzen bis %1</translation>
    </message>
    <message>
        <source>Learning rate to go on with</source>
        <translation>Lernrate, mit der es weitergeht</translation>
    </message>
    <message>
        <source>A lower one helps a run on whose losses became infinite</source>
        <translation>Eine kleinere bringt einen Lauf weiter, dessen Verluste unendlich wurden</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Make more takes of this run</source>
        <translation>Mehr Takes dieses Laufs machen</translation>
    </message>
</context>
<context>
    <name>leitmotif::ScoreDocument</name>
    <message>
        <source>Revert to original</source>
        <translation>Auf das Original zurücksetzen</translation>
    </message>
</context>
<context>
    <name>leitmotif::SettingsDialog</name>
    <message>
        <source>Priority of the sound</source>
        <translation>Priorität des Tons</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>Gilt ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>Tonausgabe</translation>
    </message>
    <message>
        <source>SoundFont</source>
        <translation>SoundFont</translation>
    </message>
    <message>
        <source>MIDI output</source>
        <translation>MIDI-Ausgang</translation>
    </message>
    <message>
        <source>MIDI keyboard</source>
        <translation>MIDI-Keyboard</translation>
    </message>
    <message>
        <source>Training threads</source>
        <translation>Threads zum Trainieren</translation>
    </message>
    <message>
        <source>Automatic: leave room for sound and window</source>
        <translation>Automatisch: Platz für Ton und Fenster lassen</translation>
    </message>
    <message>
        <source>Play new takes by themselves</source>
        <translation>Neue Takes von selbst abspielen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <translation>%1 (gerade nicht da)</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Schreibtisch</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>The first that is found</source>
        <translation>Der erste gefundene</translation>
    </message>
    <message>
        <source>Takes effect when Leitmotif is started again.</source>
        <translation>Gilt, sobald Leitmotif neu gestartet ist.</translation>
    </message>
</context>
<context>
    <name>leitmotif::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search for words or keys</source>
        <translation>Nach Wörtern oder Tasten suchen</translation>
    </message>
    <message>
        <source>Losses: choose a sample</source>
        <translation>Verluste: einen Take wählen</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Losses: play the chosen sample</source>
        <translation>Verluste: gewählten Take abspielen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Losses: show the whole run</source>
        <translation>Verluste: den ganzen Lauf zeigen</translation>
    </message>
    <message>
        <source>Takes: play or stop</source>
        <translation>Takes: abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Takes: open in the editor</source>
        <translation>Takes: im Editor öffnen</translation>
    </message>
    <message>
        <source>Takes: delete</source>
        <translation>Takes: löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Dragging notes: off the grid</source>
        <translation>Noten ziehen: ohne Raster</translation>
    </message>
    <message>
        <source>Ctrl or Alt, held</source>
        <translation>Strg oder Alt, gehalten</translation>
    </message>
    <message>
        <source>Dragging notes: copy</source>
        <translation>Noten ziehen: kopieren</translation>
    </message>
    <message>
        <source>Shift, held</source>
        <translation>Umschalt, gehalten</translation>
    </message>
    <message>
        <source>Takes: compare</source>
        <translation>Takes: vergleichen</translation>
    </message>
    <message>
        <source>Takes: rewrite</source>
        <translation>Takes: neu schreiben</translation>
    </message>
    <message>
        <source>Takes: make more</source>
        <translation>Takes: mehr machen</translation>
    </message>
    <message>
        <source>New takes: keep, and hear the next</source>
        <translation>Neue Takes: behalten und den nächsten hören</translation>
    </message>
    <message>
        <source>New takes: throw away, and hear the next</source>
        <translation>Neue Takes: verwerfen und den nächsten hören</translation>
    </message>
</context>
<context>
    <name>leitmotif::SoundController</name>
    <message>
        <source>Sound comes back by itself as soon as a device is there.</source>
        <translation>Der Ton kommt von selbst wieder, sobald ein Gerät da ist.</translation>
    </message>
    <message>
        <source>Sound has realtime priority %1: other work does not disturb it.</source>
        <translation>Der Ton hat Echtzeitpriorität %1: andere Arbeit stört ihn nicht.</translation>
    </message>
    <message>
        <source>Sound goes before other programs (nice %1), but not in realtime.</source>
        <translation>Der Ton geht anderen Programmen vor (nice %1), aber nicht in Echtzeit.</translation>
    </message>
    <message>
        <source>The system grants sound no priority: it may crackle while other programs are busy.</source>
        <translation>Das System gewährt dem Ton keinen Vorrang: Er kann knacken, während andere Programme arbeiten.</translation>
    </message>
    <message>
        <source>Realtime is granted to a group of users. On Debian: put the line &quot;@audio - rtprio 95&quot; into /etc/security/limits.d/audio.conf (dpkg-reconfigure jackd2 does it), run &quot;sudo adduser $USER audio&quot; and log in again.</source>
        <translation>Echtzeit wird einer Gruppe von Benutzern gewährt. Unter Debian: die Zeile &quot;@audio - rtprio 95&quot; in /etc/security/limits.d/audio.conf schreiben (das tut dpkg-reconfigure jackd2), &quot;sudo adduser $USER audio&quot; ausführen und sich neu anmelden.</translation>
    </message>
    <message>
        <source>MIDI from %1</source>
        <translation>MIDI von %1</translation>
    </message>
    <message>
        <source>No sound: the audio driver is switched off in the settings.</source>
        <translation>Kein Ton: der Audiotreiber ist in den Einstellungen abgeschaltet.</translation>
    </message>
    <message>
        <source>%1, %2 kHz</source>
        <translation>%1, %2 kHz</translation>
    </message>
    <message>
        <source>MIDI to %1</source>
        <translation>MIDI an %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::SourceController</name>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
</context>
<context>
    <name>leitmotif::SourceDetails</name>
    <message>
        <source>Text encoding of the names</source>
        <translation>Zeichenkodierung der Namen</translation>
    </message>
    <message>
        <source>The text encoding in which the names of this file are read</source>
        <translation>Die Zeichenkodierung, in der die Namen dieser Datei gelesen werden</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>What was repaired</source>
        <translation>Was repariert wurde</translation>
    </message>
    <message>
        <source>Tracks to learn from</source>
        <translation>Spuren zum Lernen</translation>
    </message>
    <message>
        <source>From bar</source>
        <translation>Von Takt</translation>
    </message>
    <message>
        <source>To bar</source>
        <translation>Bis Takt</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Learn from these bars only</source>
        <translation>Nur aus diesen Takten lernen</translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n Takt</numerusform>
            <numerusform>%n Takte</numerusform>
        </translation>
    </message>
    <message>
        <source>Played freely: bars and beats mean little here, so it is learned in seconds.</source>
        <translation>Frei gespielt: Takte und Schläge bedeuten hier wenig, gelernt wird in Sekunden.</translation>
    </message>
    <message>
        <source>Learned in seconds, though it keeps a beat.</source>
        <translation>Gelernt wird in Sekunden, obwohl ein Schlag da ist.</translation>
    </message>
    <message>
        <source>Learned in bars and beats, though it seems to be played freely.</source>
        <translation>Gelernt wird in Takten und Schlägen, obwohl es frei gespielt scheint.</translation>
    </message>
    <message>
        <source>Beat</source>
        <translation>Schlag</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>Automatic: as the notes tell. Fixed: learned in bars and beats, on the grid. Free: learned in seconds, as it was played.</source>
        <translation>Automatisch: wie die Noten es sagen. Fest: gelernt in Takten und Schlägen, auf dem Raster. Frei: gelernt in Sekunden, wie es gespielt wurde.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended or left out</source>
        <translation>
            <numerusform>%n Stelle repariert oder weggelassen</numerusform>
            <numerusform>%n Stellen repariert oder weggelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) mended</source>
        <translation>
            <numerusform>%n Stelle repariert</numerusform>
            <numerusform>%n Stellen repariert</numerusform>
        </translation>
    </message>
    <message>
        <source>MIDI format %1</source>
        <translation>MIDI-Format %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::SourcePanel</name>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Demo pieces</source>
        <translation>Beispielstücke</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open another file</source>
        <translation>Weitere Datei öffnen</translation>
    </message>
    <message>
        <source>Remove this file from the list</source>
        <translation>Diese Datei aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>Lernen aus</translation>
    </message>
    <message>
        <source>Drop a MIDI file anywhere in this window, or open one. The model learns from its notes, on this machine.</source>
        <translation>Lassen Sie eine MIDI-Datei irgendwo in diesem Fenster fallen oder öffnen Sie eine. Das Modell lernt aus ihren Noten, auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Open a MIDI file…</source>
        <translation>MIDI-Datei öffnen…</translation>
    </message>
    <message>
        <source>Open a MIDI file</source>
        <translation>MIDI-Datei öffnen</translation>
    </message>
    <message>
        <source>Try a demo piece</source>
        <translation>Beispielstück versuchen</translation>
    </message>
    <message>
        <source>Opened files</source>
        <translation>Geöffnete Dateien</translation>
    </message>
    <message>
        <source>A click or Enter shows a file in the editor</source>
        <translation>Ein Klick oder Eingabe zeigt eine Datei im Editor</translation>
    </message>
    <message>
        <source>%1 (held out)</source>
        <translation>%1 (zurückgehalten)</translation>
    </message>
    <message>
        <source>Revert to original</source>
        <translation>Auf das Original zurücksetzen</translation>
    </message>
    <message>
        <source>%1 (edited)</source>
        <translation>%1 (bearbeitet)</translation>
    </message>
</context>
<context>
    <name>leitmotif::TakeModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n Takt</numerusform>
            <numerusform>%n Takte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, edited</source>
        <translation>%1, bearbeitet</translation>
    </message>
    <message>
        <source>being compared</source>
        <translation>wird verglichen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln Note</numerusform>
            <numerusform>%Ln Noten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Longest copied passage: %Ln note(s)</source>
        <translation>
            <numerusform>Längste kopierte Stelle: %Ln Note</numerusform>
            <numerusform>Längste kopierte Stelle: %Ln Noten</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Neu: %1</translation>
    </message>
</context>
<context>
    <name>leitmotif::TakesPanel</name>
    <message>
        <source>MIDI file…</source>
        <translation>MIDI-Datei…</translation>
    </message>
    <message>
        <source>WAV audio…</source>
        <translation>WAV-Audio…</translation>
    </message>
    <message>
        <source>FLAC audio…</source>
        <translation>FLAC-Audio…</translation>
    </message>
    <message>
        <source>Ogg Vorbis audio…</source>
        <translation>Ogg-Vorbis-Audio…</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Takes</translation>
    </message>
    <message>
        <source>Drag a card into another program as a MIDI file</source>
        <translation>Eine Karte lässt sich als MIDI-Datei in ein anderes Programm ziehen</translation>
    </message>
    <message>
        <source>Play new takes by themselves</source>
        <translation>Neue Takes von selbst abspielen</translation>
    </message>
    <message>
        <source>What the model makes up appears here, first after a few seconds of training: listen, keep what is good, and see how much of it is copied.</source>
        <translation>Hier erscheint, was das Modell erfindet, zuerst nach wenigen Sekunden Training: anhören, Gutes behalten und sehen, wie viel davon kopiert ist.</translation>
    </message>
    <message>
        <source>Play this take</source>
        <translation>Diesen Take abspielen</translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation>Im Editor öffnen</translation>
    </message>
    <message>
        <source>Place at the playhead</source>
        <translation>An der Abspielmarke einsetzen</translation>
    </message>
    <message>
        <source>Export this take</source>
        <translation>Diesen Take exportieren</translation>
    </message>
    <message>
        <source>Delete this take</source>
        <translation>Diesen Take löschen</translation>
    </message>
    <message>
        <source>Stop this take</source>
        <translation>Diesen Take anhalten</translation>
    </message>
    <message>
        <source>Compare with another take</source>
        <translation>Mit einem anderen Take vergleichen</translation>
    </message>
    <message>
        <source>Rewrite this take</source>
        <translation>Diesen Take neu schreiben</translation>
    </message>
    <message>
        <source>Play new takes</source>
        <translation>Neue Takes abspielen</translation>
    </message>
    <message>
        <source>More takes of this run</source>
        <translation>Mehr Takes dieses Laufs</translation>
    </message>
    <message>
        <source>More takes</source>
        <translation>Mehr Takes</translation>
    </message>
    <message>
        <source>What this take was learned from</source>
        <translation>Woraus dieser Take gelernt ist</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>leitmotif::TrackDelegate</name>
    <message>
        <source>drums</source>
        <translation>Schlagzeug</translation>
    </message>
</context>
<context>
    <name>leitmotif::TrainPanel</name>
    <message>
        <source>Pause all</source>
        <translation>Alle pausieren</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Beenden und behalten</translation>
    </message>
    <message>
        <source>Stop and keep what was learned</source>
        <translation>Beenden und Gelerntes behalten</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>Weiter trainieren</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>Training unterbrechen</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>Weiter trainieren</translation>
    </message>
    <message>
        <source>Pause; nothing is lost</source>
        <translation>Unterbrechen; nichts geht verloren</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Stop all and keep</source>
        <translation>Alle beenden</translation>
    </message>
    <message>
        <source>Go on training all runs</source>
        <translation>Alle Läufe weitertrainieren</translation>
    </message>
    <message>
        <source>Pause all runs; nothing is lost</source>
        <translation>Alle Läufe pausieren; nichts geht verloren</translation>
    </message>
    <message>
        <source>Stop all runs and keep what they learned</source>
        <translation>Alle Läufe beenden und behalten, was sie gelernt haben</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n Thread</numerusform>
            <numerusform>%1, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 weights</source>
        <translation>%1 · %2 Gewichte</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle beenden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>leitmotif::TrainingController</name>
    <message>
        <source>Run %1 learns the same as run %2: its music, settings and seed are no others. Another seed gives other takes.</source>
        <translation>Lauf %1 lernt dasselbe wie Lauf %2: Musik, Einstellungen und Startwert sind die gleichen. Ein anderer Startwert gibt andere Takes.</translation>
    </message>
</context>
<context>
    <name>leitmotif::TransportBar</name>
    <message>
        <source>To the start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Stop (Enter)</source>
        <translation>Anhalten (Eingabe)</translation>
    </message>
    <message>
        <source>To the start (Home)</source>
        <translation>Zum Anfang (Pos1)</translation>
    </message>
    <message>
        <source>Bar, beat and tick</source>
        <translation>Takt, Schlag und Tick</translation>
    </message>
    <message>
        <source>Bar : beat : tick</source>
        <translation>Takt : Schlag : Tick</translation>
    </message>
    <message>
        <source>Time and length</source>
        <translation>Zeit und Länge</translation>
    </message>
    <message>
        <source>Playing speed</source>
        <translation>Abspieltempo</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How fast it is played; the score stays as it is</source>
        <translation>Wie schnell gespielt wird; die Noten bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Sound settings</source>
        <translation>Toneinstellungen</translation>
    </message>
    <message>
        <source>SoundFont</source>
        <translation>SoundFont</translation>
    </message>
    <message>
        <source>The sounds that the notes are played with</source>
        <translation>Die Klänge, mit denen die Noten gespielt werden</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>All notes off</source>
        <translation>Alle Noten aus</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
    <message>
        <source>%1 bpm</source>
        <translation>%1 bpm</translation>
    </message>
    <message>
        <source>Choose a SoundFont file…</source>
        <translation>SoundFont-Datei wählen…</translation>
    </message>
    <message>
        <source>No SoundFont</source>
        <translation>Kein SoundFont</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Kein Ton</translation>
    </message>
</context>
<context>
    <name>leitmotif::UnsavedList</name>
    <message>
        <source>Unsaved work of earlier times</source>
        <translation>Ungesicherte Arbeit von früher</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the unsaved work</source>
        <translation>Die ungesicherte Arbeit öffnen</translation>
    </message>
    <message>
        <source>Discard the unsaved work</source>
        <translation>Die ungesicherte Arbeit verwerfen</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>Ungesicherte Arbeit</translation>
    </message>
</context>
<context>
    <name>leitmotif::UnsavedWork</name>
    <message>
        <source>The unsaved work is discarded.</source>
        <translation>Die ungesicherte Arbeit ist verworfen.</translation>
    </message>
</context>
<context>
    <name>leitmotif::VelocityLane</name>
    <message>
        <source>Velocities</source>
        <translation>Anschläge</translation>
    </message>
    <message>
        <source>Drag the bars or draw a ramp; plus and minus in the notes above.</source>
        <translation>Balken ziehen oder einen Verlauf zeichnen; Plus und Minus bei den Noten darüber.</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>Change velocity</source>
        <translation>Anschlag ändern</translation>
    </message>
</context>
<context>
    <name>leitmotif::WorkLine</name>
    <message>
        <source>Stop this</source>
        <translation>Das anhalten</translation>
    </message>
</context>
<context>
    <name>leitmotif::WorkModel</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Sammlung</translation>
    </message>
</context>
<context>
    <name>leitmotif::Workspace</name>
    <message>
        <source>Writing %1 …</source>
        <translation>%1 wird geschrieben …</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Open a MIDI file to learn from.</source>
        <translation>Öffnen Sie eine MIDI-Datei zum Lernen.</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) are chosen; at least %1 are needed to learn from. Add files, tracks or bars.</source>
        <translation>
            <numerusform>%n Note ist gewählt; zum Lernen sind mindestens %1 nötig. Nehmen Sie Dateien, Spuren oder Takte hinzu.</numerusform>
            <numerusform>%n Noten sind gewählt; zum Lernen sind mindestens %1 nötig. Nehmen Sie Dateien, Spuren oder Takte hinzu.</numerusform>
        </translation>
    </message>
</context>
</TS>
