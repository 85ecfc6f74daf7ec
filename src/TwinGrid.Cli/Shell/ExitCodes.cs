namespace TwinGrid.Cli.Shell;

/// <summary>What the process ends with. Scripts rely on them.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The server or the input refused.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>It went through, but the server rejected some items.</summary>
    public const int SomeRejected = 3;

    /// <summary>The server can't be reached, or can't answer now.</summary>
    public const int Unavailable = 4;

    /// <summary>The wait for a run was ended; the run itself goes on.</summary>
    public const int StoppedWaiting = 5;
}
