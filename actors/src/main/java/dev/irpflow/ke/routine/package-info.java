/**
 * What all routines of ke share: the table that finds them, the objects that a call names, the
 * memory that objects lie in, and what follows when a caller breaks a rule.
 */
@NullMarked
package dev.irpflow.ke.routine;

import org.jspecify.annotations.NullMarked;
