package io.governance.db;

/** What most statements do not have: a fifth parameter and more, LIMIT and OFFSET, lists. Made at the first of them. */
final class FurtherValues {
    int fifth;
    int sixth;
    int seventh;
    int eighth;
    int firstPage;
    int secondPage;
    int arrayLength;
    int begun;

    /** Returns the hash of a position that several parameters share; it is put together anew for each execution. */
    int shared(int position, int before, int hash) {
        boolean isFirst = (begun & (1 << position)) == 0;
        begun |= 1 << position;
        return isFirst ? hash : 31 * before + hash;
    }
}
