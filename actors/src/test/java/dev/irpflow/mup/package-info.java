/** Tests of MUP, with real redirectors behind RDBSS. */
package dev.irpflow.mup;
