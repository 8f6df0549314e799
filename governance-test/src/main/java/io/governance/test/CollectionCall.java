package io.governance.test;

/** What a method of the JDK's collections does to the one it is called on. */
enum CollectionCall {
    GROWS,
    /** Takes out, or asks for the size, which is taken for a check of a bound. */
    BOUNDS,
    /** Its answer stands for the collection: what is removed from a key set is removed from the map. */
    VIEWS,
    READS;

    static CollectionCall of(String name) {
        return switch (name) {
            case "add",
                    "addAll",
                    "addFirst",
                    "addLast",
                    "compute",
                    "computeIfAbsent",
                    "merge",
                    "offer",
                    "offerFirst",
                    "offerLast",
                    "push",
                    "put",
                    "putAll",
                    "putFirst",
                    "putIfAbsent",
                    "putLast" -> GROWS;
            case "clear",
                    "drainTo",
                    "mappingCount",
                    "poll",
                    "pollFirst",
                    "pollFirstEntry",
                    "pollLast",
                    "pollLastEntry",
                    "pop",
                    "remainingCapacity",
                    "remove",
                    "removeAll",
                    "removeElement",
                    "removeFirst",
                    "removeIf",
                    "removeLast",
                    "retainAll",
                    "size",
                    "take",
                    "takeFirst",
                    "takeLast" -> BOUNDS;
            case "descendingIterator",
                    "descendingKeySet",
                    "descendingMap",
                    "descendingSet",
                    "entrySet",
                    "headMap",
                    "headSet",
                    "iterator",
                    "keySet",
                    "listIterator",
                    "navigableKeySet",
                    "reversed",
                    "subList",
                    "subMap",
                    "subSet",
                    "tailMap",
                    "tailSet",
                    "values" -> VIEWS;
            default -> READS;
        };
    }
}
