package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.List;

/** The bad rows found so far in one chunk; refuses to go on when there are more than was agreed. */
final class BadRows {
    private final int room;
    private final List<BadRow> found = new ArrayList<>();

    BadRows(int room) {
        this.room = room;
    }

    void add(BadRow row) throws TooManyBadRowsException {
        found.add(row);
        if (found.size() > room) {
            throw new TooManyBadRowsException(row);
        }
    }

    List<BadRow> found() {
        return List.copyOf(found);
    }
}
