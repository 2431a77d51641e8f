/**
 * MPR, the Multiple Provider Router: what applications call to map drives, and what asks the
 * network providers in their order.
 *
 * <p>{@link dev.irpflow.mpr.Mpr} checks the arguments of the WNet functions and lets a {@link
 * dev.irpflow.mpr.Route} decide who is asked next and which error counts in the end. Providers are
 * user-mode DLLs in Windows; here each is a place of the machine that gets the NP* calls. DOS
 * device names ({@link dev.irpflow.mpr.DosDevices}) are served here too, because a provider
 * publishes its drive letters with them.
 *
 * <p>Pages: win32 {@code desktop-src/SecAuthN/implementing-a-network-provider.md}, {@code
 * desktop-src/SecAuthN/multiple-provider-router.md}.
 */
@NullMarked
package dev.irpflow.mpr;

import org.jspecify.annotations.NullMarked;
