package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code drivers:}. */
final class DriverReader {
    private static final DriverSpec.Source NONE = new DriverSpec.Source.Shipped("");

    /** The role whose drivers make a device by themselves where they are scripts alone. */
    private static final String WITH_DEVICE = "wdm-driver";

    /** The roles whose drivers may be scripts alone. */
    private static final List<String> SCRIPTED_ROLES = List.of(WITH_DEVICE, "wsk-client");

    /** What {@code with} takes for a scripted driver that makes a device. */
    private static final List<SettingSpec> SCRIPTED =
            List.of(
                    SettingSpec.optional(
                            "above",
                            ValueType.Simple.DRIVER,
                            "The driver above whose device its own is attached."),
                    SettingSpec.optional(
                                    "io",
                                    new ValueType.Choice(List.of("neither", "buffered", "direct")),
                                    "How its device takes the buffers of reads and writes.")
                            .otherwise("neither"));

    private final Scope scope;
    private final Scalars scalars;
    private final Places places;
    private final SettingReader settings;
    private final ScriptReader scripts;
    private final CommandReader commands;

    DriverReader(
            Scope scope,
            Scalars scalars,
            Places places,
            SettingReader settings,
            ScriptReader scripts) {
        this.scripts = scripts;
        this.commands = new CommandReader(scope, scalars);
        this.scope = scope;
        this.scalars = scalars;
        this.places = places;
        this.settings = settings;
    }

    /** Only the names, so that everything may refer to them. */
    void declare(@Nullable Node section) {
        if (section instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                scope.drivers().put(entry.name(), List.of());
                if (entry.value() instanceof Mapping driver) {
                    scripts.declare(driver.find("script"));
                }
            }
        }
    }

    List<DriverSpec> read(@Nullable Node section) {
        return scope.named(section, "drivers").stream().map(this::driver).toList();
    }

    private DriverSpec driver(Mapping.Entry entry) {
        Keys keys = scope.keys(entry.value(), "a driver");
        if (scope.machines().containsKey(entry.name())) {
            scope.problem(entry.key().where(), entry.name() + ": a machine has this name already");
        }
        Node on = keys.take("on");
        RoleSpec role = role(keys);
        Node className = keys.take("class");
        Node like = keys.take("like");
        Node with = keys.take("with");
        Node script = keys.take("script");
        Node command = keys.take("command");
        List<String> machines = machines(on, keys);
        boolean based = className != null || like != null || command != null;
        if (command != null && script != null) {
            scope.problem(script.where(), "a driver with command has no script");
        }
        DriverSpec.Source base =
                based || script == null ? source(keys, className, like, command) : null;
        DriverSpec.Source source =
                script == null && base != null
                        ? base
                        : scripted(Objects.requireNonNull(script), base, role, machines, with);
        keys.done();
        return new DriverSpec(
                entry.name(),
                machines,
                role == null ? "" : role.name(),
                source,
                with(with, role, source, keys.where()),
                entry.key().where());
    }

    private @Nullable RoleSpec role(Keys keys) {
        List<String> names = scope.vocabulary().roles().stream().map(RoleSpec::name).toList();
        Node node = keys.require("role", "one of " + Names.list(names));
        String name = node instanceof Refused ? "" : scalars.oneOf(node, names, "role");
        for (RoleSpec role : scope.vocabulary().roles()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        return null;
    }

    private List<String> machines(@Nullable Node on, Keys keys) {
        if (on != null) {
            return Scalars.items(on).stream()
                    .map(places::machineOrMany)
                    .flatMap(name -> places.names(name).stream())
                    .toList();
        }
        Place only = places.only(keys.where());
        return only == null ? List.of() : List.of(only.machine());
    }

    private DriverSpec.Source source(
            Keys keys, @Nullable Node className, @Nullable Node like, @Nullable Node command) {
        if (className != null && like != null) {
            scope.problem(like.where(), "a driver has class or like, not both");
        }
        if (command != null) {
            if (className != null || like != null) {
                scope.problem(command.where(), "a driver with command has neither class nor like");
            }
            return new DriverSpec.Source.OfProgram(commands.read(command));
        }
        if (className != null) {
            return new DriverSpec.Source.OfClass(
                    scalars.read(className, "a Java class", DriverReader::className, ""));
        }
        if (like != null) {
            return new DriverSpec.Source.Shipped(shipped(like));
        }
        scope.problem(keys.where(), "a driver needs class, like or command: where its code is");
        return NONE;
    }

    private DriverSpec.Source scripted(
            Node script,
            DriverSpec.@Nullable Source base,
            @Nullable RoleSpec role,
            List<String> machines,
            @Nullable Node with) {
        if (role != null && base == null && !SCRIPTED_ROLES.contains(role.name())) {
            scope.problem(
                    script.where(),
                    Later.text("a script of a " + role.name() + " without class or like"));
            return NONE;
        }
        Place place = machines.isEmpty() ? null : new Place(machines.getFirst(), null);
        boolean attached = with instanceof Mapping mapping && mapping.find("above") != null;
        boolean device = base != null || role == null || role.name().equals(WITH_DEVICE);
        return new DriverSpec.Source.Scripted(
                scripts.read(script, place, attached, device, role), base);
    }

    private static Parsed<String> className(String text) {
        boolean good =
                text.length() <= 500
                        && !text.startsWith(".")
                        && !text.endsWith(".")
                        && !text.contains("..")
                        && Character.isJavaIdentifierStart(text.codePointAt(0))
                        && text.codePoints()
                                .allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
        return good
                ? Parsed.good(text)
                : Parsed.bad(
                        Scalar.shown(text)
                                + " is not the name of a Java class, like com.example.MyDriver");
    }

    private String shipped(Node like) {
        List<String> names =
                scope.vocabulary().drivers().stream().map(ShippedDriver::name).toList();
        return scalars.oneOf(like, names, "shipped driver");
    }

    private List<Setting> with(
            @Nullable Node with, @Nullable RoleSpec role, DriverSpec.Source source, Where driver) {
        var declared = new ArrayList<SettingSpec>();
        if (role != null) {
            declared.addAll(role.parameters());
        }
        boolean isScript =
                source instanceof DriverSpec.Source.Scripted(_, var base) && base == null;
        DriverSpec.Source code = DriverSpec.codeOf(source);
        boolean takesAll = code instanceof DriverSpec.Source.OfProgram;
        if (code instanceof DriverSpec.Source.OfClass(String className)) {
            List<SettingSpec> own = scope.vocabulary().settingsOf(className);
            takesAll = own == null;
            if (own != null) {
                declared.removeIf(each -> SettingSpec.find(own, each.name()) != null);
                declared.addAll(own);
            }
        }
        if (isScript && role != null && role.name().equals(WITH_DEVICE)) {
            declared.addAll(SCRIPTED);
        }
        if (code instanceof DriverSpec.Source.Shipped(String name)) {
            for (ShippedDriver shipped : scope.vocabulary().drivers()) {
                if (shipped.name().equals(name)) {
                    declared.removeIf(
                            each -> SettingSpec.find(shipped.parameters(), each.name()) != null);
                    declared.addAll(shipped.parameters());
                    checkRole(shipped, role, driver);
                }
            }
        }
        if (role == null || code.equals(NONE)) {
            return List.of();
        }
        Keys keys = scope.keys(with == null ? new Mapping(List.of(), driver) : with, "the driver");
        var read = new ArrayList<>(settings.take(keys, declared));
        if (takesAll) {
            ownParameters(keys, declared, read);
        }
        keys.done();
        return read;
    }

    private void checkRole(ShippedDriver shipped, @Nullable RoleSpec role, Where driver) {
        if (role != null && !shipped.role().equals(role.name())) {
            scope.problem(
                    driver,
                    "%s plays the role %s, not %s"
                            .formatted(shipped.name(), shipped.role(), role.name()));
        }
    }

    /** A driver that declares nothing reads its parameters as text; a near miss is a mistake. */
    private void ownParameters(Keys keys, List<SettingSpec> declared, List<Setting> read) {
        List<String> known = declared.stream().map(SettingSpec::name).toList();
        for (Mapping.Entry entry : keys.takeRest()) {
            String meant = Nearest.to(entry.name(), known);
            if (meant != null) {
                scope.problem(
                        entry.key().where(),
                        "%s: no such parameter. Did you mean %s?"
                                .formatted(Scalar.shown(entry.name()), meant));
                continue;
            }
            if (!isOwnName(entry.name())) {
                scope.problem(entry.key().where(), Names.notKebab(entry.name()));
            }
            Literal value = scalars.literal(entry.value(), "text");
            read.add(
                    new Setting(
                            entry.name(),
                            new Text(value == null ? "" : value.text()),
                            entry.key().where()));
        }
    }

    /** A driver may call its parameters like fields of messages too. */
    private static boolean isOwnName(String name) {
        return Names.isKebab(name.replace('_', '-'));
    }
}
