package dev.irpflow.sim.systematic;

import java.util.List;

/**
 * What could fail.
 *
 * @param example of the scenario, from 0
 * @param routine that is called there
 * @param site its name in words
 * @param statuses with which it fails
 * @param after the failure that brings the site to light, "" for none
 * @param excluded why it is left alone, "" if it is not
 */
public record WhatIf(
        int example,
        String routine,
        String site,
        List<String> statuses,
        String after,
        String excluded) {}
