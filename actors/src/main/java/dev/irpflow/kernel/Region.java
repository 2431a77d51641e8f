package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory that a machine owns: a pool allocation, a driver's nonpaged buffer, a user buffer. Its
 * bytes are reached only through {@link Memory}, which checks and counts each access.
 */
public final class Region extends KernelObject {
    /** Where the memory comes from, which decides who may touch it when. */
    public enum Kind {
        /** Nonpaged pool: at any IRQL up to DISPATCH_LEVEL. */
        NONPAGED_POOL,
        /** Paged pool: below DISPATCH_LEVEL only. */
        PAGED_POOL,
        /** A buffer of a process: below DISPATCH_LEVEL only, unless it is locked. */
        USER,
        /** A local variable on a kernel stack: it is gone when its routine has returned. */
        STACK;

        /** POOL_TYPE, as bug checks show it. */
        public int poolType() {
            return this == PAGED_POOL ? 1 : 0;
        }
    }

    private static final int PAGE_SIZE = 4096;

    private final Kind kind;
    private final String tag;
    private final byte[] bytes;
    private final String owner;
    private @Nullable Map<Long, KernelObject> residents;
    private int @Nullable [] locks; // of each page; null if none was locked yet
    private long overrunAt;
    private int registrations;
    private @Nullable Loan parts;
    private @Nullable List<Place> borrowers;

    Region(Kind kind, String tag, int length, String owner) {
        this(kind, tag, new byte[length], owner);
    }

    /** One whose bytes have lain in memory before. */
    Region(Kind kind, String tag, byte[] bytes, String owner) {
        this.kind = kind;
        this.tag = tag;
        this.bytes = bytes;
        this.owner = owner;
    }

    /** Where it comes from. */
    public Kind kind() {
        return kind;
    }

    /** The four-character pool tag; "" for none. */
    public String tag() {
        return tag;
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Which component allocated it. */
    public String owner() {
        return owner;
    }

    /** Whether it is a buffer of this process. */
    boolean isOf(Place process) {
        return kind == Kind.USER && owner.equals(process.toString());
    }

    /** How often a page of it is locked: the highest of all. */
    public int locks() {
        reads();
        int most = 0;
        for (int page = 0; locks != null && page < locks.length; page++) {
            most = Math.max(most, locks[page]);
        }
        return most;
    }

    /** How many of its pages are locked. */
    int lockedPages() {
        reads();
        int count = 0;
        for (int page = 0; locks != null && page < locks.length; page++) {
            count += locks[page] > 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether all of it can be touched at DISPATCH_LEVEL. */
    public boolean isResident() {
        return isResident(0, bytes.length);
    }

    /** Whether its pages may go from memory while nobody locks them. */
    boolean isOfPageableKind() {
        return kind == Kind.PAGED_POOL || kind == Kind.USER;
    }

    /** Whether a part of it can be touched at DISPATCH_LEVEL: the pages are locked, if need be. */
    public boolean isResident(long from, long length) {
        return kind == Kind.NONPAGED_POOL
                || kind == Kind.STACK
                || isLocked(from, length)
                || registrations > 0;
    }

    /** Whether all pages of a part of it are locked. */
    public boolean isLocked(long from, long length) {
        reads();
        if (locks == null) {
            return false;
        }
        for (int page = pageOf(from); page <= pageOf(from + Math.max(1, length) - 1); page++) {
            if (locks[page] == 0) {
                return false;
            }
        }
        return true;
    }

    // It begins where a page begins, as what is larger than a page does in Windows.
    private int pageOf(long offset) {
        return Math.clamp(offset, 0, Math.max(0, bytes.length - 1)) / PAGE_SIZE;
    }

    /** Whether a part of it is registered for remote access: then it is not freed. */
    public boolean isRegistered() {
        reads();
        return registrations > 0;
    }

    void register() {
        writes();
        registrations++;
    }

    void deregister() {
        writes();
        registrations--;
    }

    /** An address in it, as bug checks show it: the region's number above, the offset below. */
    public long address(long offset) {
        return address(id(), offset);
    }

    /** The address that a number and an offset stand for. */
    public static long address(long region, long offset) {
        return region << 32 | offset;
    }

    /**
     * Puts a kernel object whose storage its driver provides (an event, a timer) at an offset;
     * gives the one that it overwrites, null for none.
     */
    public @Nullable KernelObject settle(long offset, KernelObject object) {
        writes();
        if (residents == null) {
            residents = new LinkedHashMap<>(2);
        }
        return residents.put(offset, object);
    }

    /** Where somebody has written beyond its end, as an address; 0 if nobody has. */
    public long overrunAt() {
        reads();
        return overrunAt;
    }

    void overrun(long address) {
        writes();
        overrunAt = address;
    }

    /** The kernel objects whose storage it is, in the order in which they were put there. */
    public List<KernelObject> residents() {
        reads();
        return residents == null ? List.of() : List.copyOf(residents.values());
    }

    /** Who has it now for whose operation, in words; null if it is not lent. */
    public @Nullable String lentFor() {
        Footprint footprint = footprint();
        if (footprint != null) {
            footprint.read(loansCell());
        }
        Loan newest = parts;
        return newest == null
                ? null
                : "%s has lent to %s for %s"
                        .formatted(
                                newest.lender(), newest.holder(), newest.call().contract().name());
    }

    /** Whether it is lent, or was: then every access is looked at. */
    boolean hasLoans() {
        return parts != null || borrowers != null;
    }

    /** The loans of its parts, newest first. */
    @Nullable Loan lentParts() {
        return parts;
    }

    void lendPart(Loan loan) {
        Footprint footprint = footprint();
        if (footprint != null) {
            footprint.write(loansCell(), (int) loan.from(), (int) loan.to());
        }
        loan.nextOfRegion = parts;
        parts = loan;
    }

    void giveBack(Loan loan) {
        Footprint footprint = footprint();
        if (footprint != null) {
            footprint.write(loansCell()); // all of it: whoever had a part had the region
        }
        if (parts == loan) {
            parts = loan.nextOfRegion;
        } else {
            for (Loan at = parts; at != null; at = at.nextOfRegion) {
                if (at.nextOfRegion == loan) {
                    at.nextOfRegion = loan.nextOfRegion;
                    break;
                }
            }
        }
        if (borrowers == null) {
            borrowers = new ArrayList<>(1);
        }
        if (!borrowers.contains(loan.holder())) {
            borrowers.add(loan.holder());
        }
    }

    /** Whether somebody had it lent once and does not own it. */
    boolean wasLentTo(Place place) {
        return borrowers != null && borrowers.contains(place) && !owner.equals(place.toString());
    }

    /** Its bytes as a cell of footprints, each byte a part; the rest of it is another cell. */
    long bytesCell() {
        return Site.join(cell(), 1);
    }

    /** What is lent of it, each byte a part. */
    long loansCell() {
        return Site.join(cell(), 2);
    }

    byte[] bytes() {
        return bytes;
    }

    void lock(long from, long length) {
        change(from, length, 1);
    }

    void unlock(long from, long length) {
        change(from, length, -1);
    }

    private void change(long from, long length, int by) {
        writes();
        int[] counts = locks == null ? new int[pageOf(bytes.length) + 1] : locks;
        locks = counts;
        for (int page = pageOf(from); page <= pageOf(from + Math.max(1, length) - 1); page++) {
            counts[page] = Math.max(0, counts[page] + by);
        }
    }

    @Override
    protected String noun() {
        return "region";
    }
}
