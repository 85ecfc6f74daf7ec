using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>Takes every definition but one that says <c>broken</c>.</summary>
internal sealed class FakeDefinitions(FakeScript script) : DefinitionService.DefinitionServiceBase
{
    public override Task<ApplyDefinitionResponse> ApplyDefinition(ApplyDefinitionRequest request, ServerCallContext context)
    {
        var broken = request.Files.FirstOrDefault(file => file.Content.Contains("broken", StringComparison.Ordinal));
        if (broken is not null)
        {
            var status = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = "The definition has 1 error." };
            status.Details.Add(Any.Pack(new DefinitionErrors
            {
                Diagnostics = { new Diagnostic { Severity = "error", File = broken.Path, Line = 3, Column = 7, Path = "spec.signals[0].unit", Message = "'kPX' is no UCUM code.", Allowed = { "kPa", "bar" } } },
            }));
            throw status.ToRpcException();
        }

        return Task.FromResult(new ApplyDefinitionResponse
        {
            Plant = "one", Version = 4, Hash = "0123456789abcdef", Unchanged = false, Changes = { new DefinitionChange { Kind = "added", Path = string.Join('|', request.Files.Select(file => file.Path)) } },
        });
    }

    public override Task<Definition> GetDefinition(GetDefinitionRequest request, ServerCallContext context) => Task.FromResult(new Definition
    {
        Plant = request.Plant, Version = 4, Hash = "0123456789abcdef", Files = { script.Definition.Select((content, n) => new SourceFile { Path = $"{n}.yaml", Content = content }) },
    });
}
