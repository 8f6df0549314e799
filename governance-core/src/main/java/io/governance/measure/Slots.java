package io.governance.measure;

import org.jspecify.annotations.Nullable;

/** What modules keep for one call; made when the first of them asks, and used again by later calls of the thread. */
final class Slots {
    private final Call.@Nullable Attachment[] attachments = new Call.Attachment[Call.Slot.LIMIT];
    private int touched;

    @SuppressWarnings("unchecked") // a slot's index is handed out once, with one type
    <T extends Call.Attachment> T get(Call.Slot<T> slot) {
        Call.Attachment attachment = attachments[slot.index];
        if (attachment == null) {
            attachment = slot.factory.get();
            attachments[slot.index] = attachment;
        }
        touched |= 1 << slot.index;
        return (T) attachment;
    }

    void callEnded(Call call, Operation of) {
        int told = touched;
        touched = 0;
        for (int i = 0; told != 0 && i < attachments.length; i++) {
            Call.Attachment attachment = (told & (1 << i)) == 0 ? null : attachments[i];
            if (attachment != null) {
                try {
                    attachment.callEnded(call);
                } catch (RuntimeException | Error e) {
                    attachments[i] = null; // its state is unknown: the next call gets a fresh one
                    of.misused("what a module does at the end of a call failed: " + e);
                }
            }
        }
    }
}
