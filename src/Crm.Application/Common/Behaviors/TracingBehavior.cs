using System.Diagnostics;
using MediatR;

namespace Crm.Application.Common.Behaviors;

/// <summary>One span a use case: its name and duration, never its payload.</summary>
internal sealed class TracingBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly ActivitySource Source = new("Crm.Application");

    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        using var activity = Source.StartActivity(typeof(TRequest).Name);

        return await next();
    }
}
