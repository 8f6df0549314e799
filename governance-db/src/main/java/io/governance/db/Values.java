package io.governance.db;

/** The values of one execution as salted hashes, by {@linkplain ValuePositions position}; never the values. */
interface Values {
    int at(int position);

    /** Sum of the numbers of LIMIT and OFFSET, which are no secret. */
    long page();

    /** Length of the longest list of values, 0 when there is none or it is not known. */
    int listLength();
}
