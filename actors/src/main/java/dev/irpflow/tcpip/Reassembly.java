package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments that arrived before those in front of them: a sorted list without overlaps. The receive
 * window bounds what lies in it.
 */
final class Reassembly {
    private record Piece(int sequence, ByteString data) {
        int end() {
            return sequence + data.size();
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Adds octets; where some are there already, those stay. */
    void add(int sequence, ByteString data) {
        int start = sequence;
        ByteString rest = data;
        int at = 0;
        while (at < pieces.size() && !rest.isEmpty()) {
            Piece piece = pieces.get(at);
            if (!Sequence.isAfter(piece.end(), start)) {
                at++;
                continue;
            }
            int gap = piece.sequence() - start;
            if (gap > 0) {
                int part = Math.min(gap, rest.size());
                pieces.add(at, new Piece(start, rest.substring(0, part)));
                at++;
                start += part;
                rest = rest.substring(part);
            } else {
                int known = Math.min(piece.end() - start, rest.size());
                start += known;
                rest = rest.substring(known);
                at++;
            }
        }
        if (!rest.isEmpty()) {
            pieces.add(at, new Piece(start, rest));
        }
    }

    /** Takes out the octets from this sequence number on, as far as there is no gap. */
    ByteString take(int sequence) {
        ByteString data = ByteString.EMPTY;
        int next = sequence;
        while (!pieces.isEmpty() && !Sequence.isAfter(pieces.getFirst().sequence(), next)) {
            Piece piece = pieces.removeFirst();
            if (Sequence.isAfter(piece.end(), next)) {
                data = data.concat(piece.data().substring(next - piece.sequence()));
                next = piece.end();
            }
        }
        return data;
    }

    void clear() {
        pieces.clear();
    }
}
