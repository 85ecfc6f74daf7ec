using System.CommandLine;
using TwinGrid.Host.Commands;

var root = new RootCommand("TwinGrid server: twins of plants, live, durable, queried over gRPC.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    RestoreCommand.Create(),
    HealthcheckCommand.Create(),
};
return await ExitCodes.RunAsync(root, args);
