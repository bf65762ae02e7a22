import Synchronization

/// Shows a run line by line where no terminal is.
final class LogWatcher: Observer {
    /// The view, told of one event at a time.
    private let view: Mutex<LogView>
    /// Takes lines with their newlines, in order.
    private let write: @Sendable (String) -> Void

    /// A watcher that writes the view's lines.
    init(_ view: LogView, write: @escaping @Sendable (String) -> Void) {
        self.view = Mutex(view)
        self.write = write
    }

    /// Writes what the view says about the event.
    func note(_ event: RunEvent, at seconds: Double) {
        view.withLock { view in
            let text = view.note(event, at: seconds)
            if !text.isEmpty { write(text) }
        }
    }
}

/// Shows a run as a live table; events change what the next frame shows, `draw` shows it.
final class TableWatcher: Observer {
    /// What is shown.
    private struct Screen {
        /// The view.
        var view: TableView
        /// What stands on the terminal.
        var last: Frame?
    }

    /// The screen, changed by one at a time.
    private let screen: Mutex<Screen>
    /// Takes a frame, in one piece.
    private let write: @Sendable (String) -> Void

    /// A watcher that draws the view.
    init(_ view: TableView, write: @escaping @Sendable (String) -> Void) {
        screen = Mutex(Screen(view: view))
        self.write = write
    }

    /// Lets the next frame know of the event.
    func note(_ event: RunEvent, at seconds: Double) {
        screen.withLock { $0.view.note(event, at: seconds) }
    }

    /// Leaves the table where it stands while an action lets others write to the terminal; the next one begins below.
    func leave(during action: () -> Void) {
        screen.withLock { screen in
            screen.last = nil
            action()
        }
    }

    /// Draws the table of this moment over the last one, for a terminal of this size, once the run has begun. Lines of `above`, which must
    /// be safe to print, scroll away over the table. The frame of the finished run stays; call this once more after the last event.
    func draw(now: Double, width: Int, height: Int, above: [String] = []) {
        screen.withLock { screen in
            guard screen.view.picture.hasBegun else { return }
            let frame = screen.view.frame(now: now, width: width, height: height)
            write(frame.text(over: screen.last, width: width, height: height, above: above))
            screen.last = frame
        }
    }
}
