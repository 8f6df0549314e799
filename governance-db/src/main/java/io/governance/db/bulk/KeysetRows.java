package io.governance.db.bulk;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link KeysetReader}, in their order. Close it, also half-way. Not thread-safe; {@link #hasNext()} does
 * I/O once a page and throws {@link BulkException} when the page cannot be read.
 *
 * @param <T> what a row becomes
 */
public final class KeysetRows<T> implements Iterator<T>, AutoCloseable {
    private final KeysetReader<T> reader;
    private final Pages<T> pages;
    private List<KeysetRow<T>> page = List.of();
    private int next;
    private @Nullable List<KeyValue> position;
    private boolean isClosed;

    KeysetRows(KeysetReader<T> reader, Pages<T> pages, @Nullable List<KeyValue> position) {
        this.reader = reader;
        this.pages = pages;
        this.position = position;
    }

    @Override
    public boolean hasNext() {
        if (isClosed) {
            return false;
        }
        if (next < page.size()) {
            return true;
        }
        try {
            page = pages.next();
            next = 0;
        } catch (SQLException e) {
            throw reader.stopped(token(), e);
        }
        return !page.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no row after the last one");
        }
        KeysetRow<T> row = page.get(next++);
        position = row.position();
        return row.row();
    }

    /** Returns where to go on after the row that was returned last; holds its sort keys. */
    public String token() {
        return reader.token(position);
    }

    /** Returns the rest as a stream, which closes this. */
    public Stream<T> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    /** Gives everything back; there is no next row afterwards. */
    @Override
    public void close() {
        isClosed = true;
        page = List.of();
        try {
            pages.close();
        } catch (SQLException e) {
            throw reader.stopped(token(), e);
        }
    }
}
