"""Problems of stored runs, E36x, and of many machines, E37x."""

from __future__ import annotations

from mcda.problems.words import Wording
from mcda.wording import N_

RUNS: dict[str, Wording] = {
    "E360": Wording(
        N_("no stored run has a key that begins with “{value}”."), N_("See mcda runs list.")
    ),
    "E361": Wording(
        N_("several stored runs have a key that begins with “{value}”: {known}."),
        N_("Write more of the key."),
    ),
    "E362": Wording(
        N_("{value} is not a store of runs."),
        N_("Name another file with --store, or with the variable MCDA_RUNS; mcda makes it."),
    ),
    "E363": Wording(
        N_("{value} was written by a newer version of mcda."),
        N_("Install that version, or name another file with --store."),
    ),
    "E364": Wording(
        N_("the store of runs cannot be used here: {reason}."),
        N_("Name a file in a folder that can be written with --store, or work without with --no-store."),
    ),
    "E365": Wording(
        N_("another process is working on the run {value} ({worker})."),
        N_("Wait until it has ended, or stop it; nothing of what it has found is lost."),
    ),
    "E366": Wording(
        N_("the run {value} was made with other versions: {differences}."),
        N_("Install these versions to go on with it, or begin anew: {line}"),
    ),
    "E367": Wording(
        N_("the store of runs is damaged: {reason}."),
        N_("Put the file aside, or restore it from a backup; a new one is made in its place."),
    ),
    "E370": Wording(
        N_("{value} is another machine, and what is sent there is not encrypted."),
        N_(
            "Start the cluster with TLS and write tls://... with --cluster-ca, --cluster-cert and "
            "--cluster-key; on a network that only you use, add --cluster-insecure."
        ),
    ),
    "E371": Wording(
        N_("“{value}” is not the address of a cluster."),
        N_("Write tcp://HOST:8786 or tls://HOST:8786, as the scheduler shows it."),
    ),
    "E372": Wording(
        N_("the cluster {value} does not answer: {reason}."),
        N_("Check that its scheduler runs; what was found is kept, and the same command goes on."),
    ),
    "E373": Wording(
        N_("a worker of the cluster has another {what}: {found} at {value}, here {expected}."),
        N_("Install the same versions on every machine of the cluster."),
    ),
    "E374": Wording(
        N_("the cluster {value} has no worker."),
        N_("Start some with: dask worker ADDRESS --nthreads 1"),
    ),
    "E375": Wording(
        N_("task {number} of {value} ended every worker that tried it, {tries} times ({reason})."),
        N_(
            "It may need more memory than there is: close other programs, or use fewer workers. What "
            "was found is kept, and the same command goes on from there."
        ),
    ),
    "E376": Wording(
        N_("TLS to {value} cannot be set up: {reason}."),
        N_("Give --cluster-ca, --cluster-cert and --cluster-key, three PEM files."),
    ),
    "W057": Wording(
        N_("nothing is stored, so that this cannot go on later: {reason}."),
        N_("Name a file in a folder that can be written, with --store or the variable MCDA_RUNS."),
    ),
}
