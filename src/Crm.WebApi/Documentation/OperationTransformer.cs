using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Domain.Common;
using Crm.WebApi.Conventions;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Crm.WebApi.Documentation;

/// <summary>Adds to every operation what the conventions add to every route: who may call it and which problems it answers.</summary>
internal sealed partial class OperationTransformer : IOpenApiOperationTransformer
{
    public const string Scheme = "bearer";

    public async Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isAnonymous = metadata.OfType<IAllowAnonymous>().Any();
        operation.Summary ??= Words(metadata.OfType<MethodInfo>().FirstOrDefault()?.Name);
        if (!isAnonymous)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }

        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDocument), null, cancellationToken);
        context.Document?.AddComponent("Problem", schema);
        operation.Responses ??= [];
        foreach (var status in Problems(operation, isAnonymous, metadata.OfType<ForeignCaller>().Any()))
        {
            operation.Responses.TryAdd($"{status}", Response(status, context.Document));
        }
    }

    private static IEnumerable<int> Problems(OpenApiOperation operation, bool isAnonymous, bool isForeign)
    {
        var parameters = operation.Parameters ?? [];
        var hasBody = operation.RequestBody is not null;

        return new (int Status, bool Applies)[]
        {
            (400, !isForeign),
            (401, !isAnonymous),
            (403, !isAnonymous),
            (404, parameters.Any(parameter => parameter.In is ParameterLocation.Path)),
            (413, hasBody || isForeign),
            (415, hasBody && !isForeign),
            (429, !isForeign),
            (500, !isForeign),
            (503, true),
        }
            .Where(problem => problem.Applies)
            .Select(problem => problem.Status);
    }

    public static OpenApiResponse Response(int status, OpenApiDocument? document) =>
        new()
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ProblemWriter.ContentType] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        };

    // A handler's name says what it does; a route may say it better with WithSummary.
    private static string Words(string? name)
    {
        var words = WordStart().Replace(Clean().Replace(name ?? "", ""), " $0").Trim();

        return words.Length is 0 ? "Answer" : words[..1] + words[1..].ToLowerInvariant();
    }

    [GeneratedRegex("Async$|^<.*$", RegexOptions.None, PatternPatience.Milliseconds)]
    private static partial Regex Clean();

    [GeneratedRegex("[A-Z]", RegexOptions.None, PatternPatience.Milliseconds)]
    private static partial Regex WordStart();
}
