package io.governance.db.bulk;

import java.util.List;

/** A row that was read, and its place in the order. */
record KeysetRow<T>(T row, List<KeyValue> position) {}
