/**
 * Tests of RDBSS: the real component with the real I/O manager and MUP, an application in blocking
 * Java, and a mini-redirector whose routines answer from a table.
 */
package dev.irpflow.rdbss;
