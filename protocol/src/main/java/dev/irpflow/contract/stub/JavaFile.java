package dev.irpflow.contract.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One generated source file: collects imports and lines. */
final class JavaFile {
    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private final String type;
    private final TreeSet<String> imports = new TreeSet<>();
    private final List<String> lines = new ArrayList<>();

    JavaFile(String type) {
        this.type = type;
        uses("javax.annotation.processing.Generated");
    }

    String type() {
        return type;
    }

    /** Imports a class, and gives the name to write. Nested classes come as "pkg.Outer.Inner". */
    String uses(String qualifiedName) {
        int simple = 0;
        String[] parts = qualifiedName.split("\\.");
        while (Character.isLowerCase(parts[simple].charAt(0))) {
            simple++;
        }
        String outer = String.join(".", List.of(parts).subList(0, simple + 1));
        if (!outer.startsWith("java.lang.") && !outer.startsWith(Names.PACKAGE + ".")) {
            imports.add(outer);
        }
        return String.join(".", List.of(parts).subList(simple, parts.length));
    }

    void line(int depth, String text) {
        lines.add(text.isEmpty() ? "" : INDENT.repeat(depth) + text);
    }

    boolean fits(int depth, String text) {
        return INDENT.length() * depth + text.length() <= WIDTH;
    }

    void blank() {
        line(0, "");
    }

    /** {@code head(a, b, c) tail}: on one line if it fits, else one item to a line. */
    void call(int depth, String head, List<String> items, String tail) {
        String one = head + "(" + String.join(", ", items) + ")" + tail;
        if (fits(depth, one)) {
            line(depth, one);
            return;
        }
        line(depth, head + "(");
        for (int i = 0; i < items.size(); i++) {
            boolean last = i == items.size() - 1;
            line(depth + 2, items.get(i) + (last ? ")" + tail : ","));
        }
    }

    /** A documentation comment; each paragraph is filled to the width. */
    void doc(int depth, List<String> paragraphs) {
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < paragraphs.size(); i++) {
            if (i > 0) {
                filled.add("");
            }
            filled.addAll(fill((i > 0 ? "<p>" : "") + paragraphs.get(i), INDENT.length() * depth));
        }
        if (filled.size() == 1 && filled.get(0).length() + INDENT.length() * depth + 7 <= WIDTH) {
            line(depth, "/** " + filled.get(0) + " */");
            return;
        }
        line(depth, "/**");
        filled.forEach(text -> line(depth, text.isEmpty() ? " *" : " * " + text));
        line(depth, " */");
    }

    private static List<String> fill(String text, int margin) {
        List<String> filled = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!current.isEmpty() && margin + 4 + current.length() + word.length() > WIDTH) {
                filled.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        filled.add(current.toString());
        return filled;
    }

    /** Text of the contract as text of a documentation comment. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }

    /** The line that marks the type as generated; stands before its declaration. */
    void generated() {
        line(0, "@Generated(\"dev.irpflow.contract.stub.StubGenerator\")");
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("// Written by StubGenerator from the contract. Changes here are lost.\n");
        text.append("package ").append(Names.PACKAGE).append(";\n\n");
        imports.forEach(name -> text.append("import ").append(name).append(";\n"));
        text.append("\n");
        lines.forEach(line -> text.append(line).append("\n"));
        return text.toString();
    }
}
