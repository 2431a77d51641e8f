package dev.irpflow.sim.stage;

import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Named in the stage's configuration: every dispatcher runs on the {@link StageExecutor}. */
public final class StageExecutorConfigurator extends ExecutorServiceConfigurator {
    private final ExecutorService executor;

    /** Called by Pekko. */
    public StageExecutorConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.executor = StageExecutor.starting().view(config.getBoolean("internal"));
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                return executor;
            }
        };
    }
}
