using TwinGrid.Cli;
using TwinGrid.Cli.Shell;

return await TwinGridCommand.RunAsync(args, CliConsole.OfProcess(), CancellationToken.None);
