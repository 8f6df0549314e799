package io.governance.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the control groups of this process are: for a controller, its own group and all groups above it that it can see.
 *
 * <p>Reads {@code /proc/self/mountinfo} and {@code /proc/self/cgroup} under a root, once; see the manual pages proc(5)
 * and cgroups(7). Version 1, version 2 and both at once (where a controller belongs to one of them) are told apart for
 * each controller.
 */
final class CgroupTree {
    /**
     * The groups of one controller.
     *
     * @param isV2 which version the files are of
     * @param levels the process's own group first, then its ancestors
     */
    record Groups(boolean isV2, List<Path> levels) {}

    private record Mount(String root, String point, boolean isV2, List<String> options) {}

    private static final Groups NONE = new Groups(true, List.of());

    private final Path root;
    private final List<Mount> mounts;
    private final List<String> memberships;

    private CgroupTree(Path root, List<Mount> mounts, List<String> memberships) {
        this.root = root;
        this.mounts = mounts;
        this.memberships = memberships;
    }

    /** Reads where the groups are; a machine without any gives a tree that knows none. */
    static CgroupTree under(Path root) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : KernelFile.lines(root.resolve("proc/self/mountinfo"))) {
            mount(line).ifPresent(mounts::add);
        }
        return new CgroupTree(root, mounts, KernelFile.lines(root.resolve("proc/self/cgroup")));
    }

    /** Returns the groups of a controller such as {@code cpu}; without any level where it is not mounted. */
    Groups of(String controller) {
        Optional<Mount> v1 = first(mount -> !mount.isV2 && mount.options.contains(controller));
        if (v1.isPresent()) {
            return new Groups(false, levels(v1.get(), membership(controller)));
        }
        return first(Mount::isV2)
                .map(mount -> new Groups(true, levels(mount, membership(""))))
                .orElse(NONE);
    }

    /** A controller may be mounted twice, once of them below the root file system of another container. */
    private Optional<Mount> first(Predicate<Mount> wanted) {
        return mounts.stream()
                .filter(wanted.and(mount -> mount.point.startsWith("/sys/fs/cgroup")))
                .findFirst()
                .or(() -> mounts.stream().filter(wanted).findFirst());
    }

    private String membership(String controller) {
        for (String line : memberships) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
                return parts[2];
            }
        }
        return "/";
    }

    private List<Path> levels(Mount mount, String group) {
        Path level = root.resolve(mount.point.substring(1));
        List<Path> levels = new ArrayList<>(List.of(level));
        for (String name : visible(mount.root, group).split("/", -1)) {
            level = level.resolve(name);
            if (name.isEmpty() || !Files.isDirectory(level)) {
                break;
            }
            levels.add(0, level);
        }
        return List.copyOf(levels);
    }

    /** A container sees a part of the tree: its mount begins at a group which the path of its processes begins with. */
    private static String visible(String mountRoot, String group) {
        boolean isWhole = mountRoot.equals("/");
        boolean isInside = isWhole || group.equals(mountRoot) || group.startsWith(mountRoot + "/");
        if (!isInside || group.contains("..")) {
            return "";
        }
        String rest = isWhole ? group : group.substring(mountRoot.length());
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    private static Optional<Mount> mount(String line) {
        String[] halves = line.split(" - ", 2);
        String[] left = halves[0].split(" ", -1);
        String[] right = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
        if (right.length < 3 || left.length < 5 || !left[4].startsWith("/")) {
            return Optional.empty();
        }
        boolean isV2 = right[0].equals("cgroup2");
        return isV2 || right[0].equals("cgroup")
                ? Optional.of(new Mount(plain(left[3]), plain(left[4]), isV2, List.of(right[2].split(",", -1))))
                : Optional.empty();
    }

    /** The kernel writes blanks in paths in octal. */
    private static String plain(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
