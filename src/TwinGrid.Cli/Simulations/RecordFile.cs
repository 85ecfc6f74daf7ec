using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Cli.Simulations;

/// <summary>The record of a run as a file.</summary>
internal static class RecordFile
{
    public static Task WriteAsync(string path, RunRecord record, CancellationToken cancellationToken) => OutputFile.WriteAsync(path, RunRecordJson.Write(record), cancellationToken);

    /// <exception cref="CliException">There is no such file, or it is none of a record.</exception>
    public static async Task<RunRecord> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"There is no file {path}.");
        }

        try
        {
            return RunRecordJson.Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (InvalidDataException wrong)
        {
            throw new CliException($"{path}: {wrong.Message}");
        }
    }
}
