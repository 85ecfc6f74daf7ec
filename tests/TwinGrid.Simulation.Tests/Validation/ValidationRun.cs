using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>A comparison with how it was made.</summary>
internal sealed record ValidatedAnswer(KnownAnswer Answer, string How);

/// <summary>Runs the tests that compare with known answers, one after the other in a fixed order.</summary>
internal static class ValidationRun
{
    public static async Task<IReadOnlyList<ValidatedAnswer>> Answers()
    {
        var answers = new List<ValidatedAnswer>();
        foreach (var (method, validation) in Tests())
        {
            foreach (var arguments in await Cases(method))
            {
                var test = Activator.CreateInstance(method.DeclaringType!);
                answers.AddRange(KnownAnswer.Of(() => method.Invoke(test, BindingFlags.DoNotWrapExceptions, null, arguments, null)).Select(a => new ValidatedAnswer(a, validation.How)));
                (test as IDisposable)?.Dispose();
            }
        }

        return answers;
    }

    private static IEnumerable<(MethodInfo Method, ValidationAttribute Validation)> Tests() =>
        from type in typeof(ValidationRun).Assembly.GetTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
        from method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal)
        let validation = method.GetCustomAttribute<ValidationAttribute>()
        where validation is not null
        select (method, validation);

    private static async Task<IReadOnlyList<object?[]>> Cases(MethodInfo method)
    {
        await using var tracker = new DisposalTracker();
        if (method.GetParameters().Length == 0)
        {
            return [[]];
        }

        var cases = new List<object?[]>();
        foreach (var data in method.GetCustomAttributes(inherit: false).OfType<IDataAttribute>())
        {
            // The attribute gives the rows of a member to a runner only.
            var rows = data is MemberDataAttributeBase member
                ? (IEnumerable<ITheoryDataRow>)method.DeclaringType!.GetProperty(member.MemberName)!.GetValue(null)!
                : await data.GetData(method, tracker);
            cases.AddRange(rows.Select(row => row.GetData()));
        }

        Assert.NotEmpty(cases);
        return cases;
    }
}
