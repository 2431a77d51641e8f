package dev.irpflow.sim.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Judges texts by a JSON Schema as an editor would, which reads YAML by its core schema. */
final class SchemaJudge {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Schema schema;

    SchemaJudge(String document) {
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(document, InputFormat.JSON);
    }

    /** What is wrong with a text; empty if it is good. */
    List<String> problems(String yaml) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        JsonNode tree = mapper.valueToTree(new Load(settings).loadFromString(yaml));
        return schema.validate(tree).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }
}
