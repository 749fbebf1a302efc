using System.Reflection;
using Xunit.Sdk;

namespace Crm.WebApi.Tests.Examples;

/// <summary>A row of a theory: an example and the line that calls it. Skipped, and reported so, where its language cannot be run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExampleAttribute : DataAttribute
{
    private readonly string example;
    private readonly string call;

    /// <param name="call">Added at the end of an example that defines a function or only keeps its answer; <c>{0}</c>, <c>{1}</c> are the test's values.</param>
    public ExampleAttribute(string example, string call = "")
    {
        this.example = example;
        this.call = call;
        if (Interpreter.Of(example) is { Program: null, Needs: { } needs })
        {
            Skip = $"Not run: {needs} is not installed.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            [example, call],
        ];
}
