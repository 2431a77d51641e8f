package dev.irpflow.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Windows code and what is known of it.
 *
 * @param areas who uses it: ALL, or any of KERNEL, WSK, WFP, NDK, RDBSS, MPR
 * @param win32 for an NTSTATUS, the Win32 error that it becomes; null where the system has none
 * @param indefinite whoever gets it cannot know whether the operation took effect
 */
public record WindowsCode(
        CodeDomain domain,
        String name,
        int number,
        String meaning,
        List<String> areas,
        @Nullable Integer win32,
        boolean indefinite) {}
