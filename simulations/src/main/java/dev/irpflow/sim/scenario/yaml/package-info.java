/**
 * A YAML file as a positioned tree: the text of a scenario before anything is known of its meaning.
 *
 * <p>{@link dev.irpflow.sim.scenario.yaml.ScenarioReader} walks the parser's event stream and keeps
 * the file, line and column of every node, so that each later message can point at what it is
 * about. It accepts one document of YAML 1.2 and refuses what would let a file say something that
 * is not on its lines: anchors, aliases, tags, merge keys and duplicate keys. A scalar stays the
 * text that was written; the field that takes it decides what it means. Size and depth are limited
 * before anything is built, because a scenario may come from anywhere.
 */
@NullMarked
package dev.irpflow.sim.scenario.yaml;

import org.jspecify.annotations.NullMarked;
