package io.governance.db.bulk;

import java.util.List;

/** Nothing follows. */
final class NoPages<T> implements Pages<T> {
    @Override
    public List<KeysetRow<T>> next() {
        return List.of();
    }

    @Override
    public void close() {}
}
