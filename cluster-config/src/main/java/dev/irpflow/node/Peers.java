package dev.irpflow.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The actors of the other nodes by address, {@code host:port}. Safe for any thread. */
final class Peers {
    private final ConcurrentMap<String, CompletableFuture<ActorRef<Object>>> byNode =
            new ConcurrentHashMap<>();

    static String text(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    void found(ActorRef<Object> actor) {
        Address address = actor.path().address();
        if (address.getHost().isPresent()) { // our own has none
            CompletableFuture<ActorRef<Object>> peer = peer(text(address));
            if (!peer.complete(actor) && !actor.equals(peer.getNow(actor))) {
                // It was started anew at the same address.
                byNode.put(text(address), CompletableFuture.completedFuture(actor));
            }
        }
    }

    /** Whether it was there. */
    boolean lost(String node) {
        CompletableFuture<ActorRef<Object>> peer = byNode.remove(node);
        return peer != null && peer.isDone();
    }

    @Nullable ActorRef<Object> find(String node) {
        CompletableFuture<ActorRef<Object>> peer = byNode.get(node);
        return peer == null ? null : peer.getNow(null);
    }

    /** Waits for a node; false if it does not come in time. */
    boolean await(String node, long millis) {
        try {
            peer(node).get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        }
    }

    private CompletableFuture<ActorRef<Object>> peer(String node) {
        return byNode.computeIfAbsent(node, name -> new CompletableFuture<>());
    }
}
